"""The small words of grammar.tsv and its neighbours: each is asked for, each that is asked for is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from marsad.coding.deaths import find_deaths
from marsad.find.time_lexicon import load_time_lexicon
from marsad.lexicon.load import load_tables, use_lexicon
from marsad.lexicon.sources import AR, PACKAGE, LexiconError, read_rows
from marsad.lexicon.tables import build_tables
from marsad.pipeline import analyse
from marsad.read import read_text


def asked(pattern: str) -> set[str]:
    return {name for path in PACKAGE.rglob("*.py") for name in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_cue_is_there_and_is_asked_for() -> None:
    names = asked(r'cues\["(\w+)"\]')
    assert names == set(load_tables().cues)


def test_every_cue_of_time_is_there_and_is_asked_for() -> None:
    assert asked(r'grammar\["(\w+)"\]') == set(load_time_lexicon().grammar)


def test_a_cue_stands_in_one_file_only() -> None:
    first, second = ({row["cue"] for row in read_rows(AR / name)} for name in ("cues.tsv", "grammar.tsv"))
    assert not first & second


def test_forms_with_a_pronoun_lead_to_their_preposition() -> None:
    tables = load_tables()
    assert tables.preposition_forms["عليها"] == tables.needed_forms["عليها"] == "علي"
    assert tables.needed_forms["منهم"] == "من"
    assert "منهم" not in tables.preposition_forms


@pytest.mark.parametrize("row", ["nowhere\tany\tهناك", "ila\tsometimes\tإليكم"])
def test_a_wrong_row_of_prepositions_is_named(row: str, tmp_path: Path) -> None:
    ar = shutil.copytree(AR, tmp_path / "ar")
    with (ar / "preposition_forms.tsv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(LexiconError, match=r"preposition_forms\.tsv: .*alone"):
        build_tables(ar=ar)


def test_a_users_word_comes_to_its_cue_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "grammar.tsv").write_text("cue\tform\nwhere\tنحو\n", encoding="utf-8")
    try:
        use_lexicon(tmp_path)
        cues = load_tables().cues
    finally:
        use_lexicon(None)
    assert "نحو" in cues["where"]
    assert "نحو" in cues["towards"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مقتل ثلاثمئة شخص.", 300),
        ("مقتل ثلاثة آلاف شخص.", 3000),
        ("مقتل مئتي شخص.", 200),
        ("مقتل ثلاثة عشر شخصا.", 13),
        ("مقتل ألف ومئتين وخمسة عشر شخصا.", 1215),
    ],
)
def test_number_words_above_ninety_nine(text: str, value: int) -> None:
    a = analyse(read_text(text, "x"))
    assert [(t.low, t.high) for s in a.sentences for t in find_deaths(a, s.start, s.end)] == [(value, value)]
