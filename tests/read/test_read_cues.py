"""The data of the reading layer: every entry's own examples, and what holds for the files as a whole."""

from __future__ import annotations

import re
import unicodedata

import pytest

from marsad.lexicon.sources import AR
from marsad.read.agencies import agency_kinds, names_only_sources
from marsad.read.cues import Cue, find_cue, load_cues
from marsad.read.lines import split_lines

MATCHES = [(cue, line) for cue in load_cues() for line in cue.match]
REJECTS = [(cue, reject.text, reject.why) for cue in load_cues() for reject in cue.reject]
FILES = ("page_cues.toml", "page_dates.tsv", "page_words.tsv", "agencies.tsv", "dateline_places.tsv")


@pytest.mark.parametrize(("cue", "line"), MATCHES, ids=[f"{cue.id}-{i}" for i, (cue, _) in enumerate(MATCHES)])
def test_an_entry_takes_its_examples(cue: Cue, line: str) -> None:
    found = find_cue(split_lines(line)[0])
    assert found is not None and found.cue.id == cue.id


@pytest.mark.parametrize(("cue", "line", "why"), REJECTS, ids=[f"{cue.id}-{i}" for i, (cue, *_) in enumerate(REJECTS)])
def test_no_entry_takes_a_line_that_only_looks_like_it(cue: Cue, line: str, why: str) -> None:
    assert find_cue(split_lines(line)[0]) is None, why


def test_every_entry_is_documented_and_tried() -> None:
    ids = [cue.id for cue in load_cues()]
    assert len(set(ids)) == len(ids)
    for cue in load_cues():
        assert cue.gloss and cue.meaning and cue.match and cue.reject, cue.id
        assert len(set(cue.forms)) == len(cue.forms), cue.id


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_normal_and_has_no_hidden_characters(name: str) -> None:
    text = (AR / name).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u064e-\u0652یک]", text)


def test_no_form_stands_twice_in_a_table() -> None:
    for name in FILES[1:]:
        rows = [line for line in (AR / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert len(set(rows)) == len(rows), name


def test_names_of_agencies() -> None:
    kinds = agency_kinds()
    assert kinds["رويترز"] == "wire" and kinds["غيتي"] == "photo" and kinds["وكالات"] == "generic"
    assert names_only_sources("النهر24/ أ ف ب") and names_only_sources("(وكالات)")
    assert not names_only_sources("قالت رويترز") and not names_only_sources("الاتفاق الروسي - التركي")
