"""Searches from Python use the tables in a workspace's own folder, as the command line does, and no other ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import marsad
from marsad.lexicon.load import data_version, use_lexicon
from marsad.lexicon.sources import overlay

ORGANISATIONS = "id\tar\ten\tkind\tcountry\tsector\tvalid_from\tvalid_to\tsource\tnote\n"
ROW = "org.own.front\tلوفراكان\tLovracan\tarmed\tSDN\tREB\t\t\town notes\t\n"
TEXT = "الخرطوم - وكالات\n\nندد الجيش السوداني أمس الأحد بلوفراكان في مدينة كسلا شرقي السودان.\n"


def made(folder: Path, own: bool) -> Path:
    """A workspace with one article, made as a user makes it."""
    folder.mkdir()
    if own:
        (folder / "lexicon").mkdir()
        (folder / "lexicon" / "organisations.tsv").write_text(ORGANISATIONS + ROW, encoding="utf-8")
        names = "id\tform\norg.own.front\tلوفراكان\n"
        (folder / "lexicon" / "organisation_names.tsv").write_text(names, encoding="utf-8")
    (folder.parent / "news.txt").write_text(TEXT, encoding="utf-8")
    add = ("add", str(folder.parent / "news.txt"), "-w", str(folder), "--processes", "0", "--quiet")
    subprocess.run([sys.executable, "-m", "marsad", *add], check=True)
    return folder


def ids(folder: Path, *words: str) -> list[int]:
    with marsad.open(folder) as ws:
        return [len(list(ws.search(word))) for word in words]


def test_own_tables_decide_what_a_search_finds(tmp_path: Path) -> None:
    own, plain = made(tmp_path / "own", own=True), made(tmp_path / "plain", own=False)
    words = ("ولوفراكان", "لوفراكان", "بلوفراكان")
    before = data_version()
    assert ids(own, *words) == [1, 1, 1]
    assert ids(plain, *words)[0] == 0  # which letters of it are the name is known to the own tables alone
    with marsad.open(own) as one, marsad.open(plain) as other:
        (found,) = one.search("ولوفراكان")
        assert [found.snippets[0].text[a - found.snippets[0].start :][:9] for a, _ in found.snippets[0].marks] == [
            "بلوفراكان"
        ]
        assert list(other.search("ولوفراكان")) == [] and len(list(one.search("ولوفراكان"))) == 1
        assert one.events(text="ولوفراكان").count() == one.events().count() > 0
    assert overlay() is None and data_version() == before
    coded = marsad.code("ندد الجيش السوداني أمس الأحد بلوفراكان.", published="2026-03-10")
    assert "org.own.front" not in {e.id for event in coded.events for e in (*event.actor, *event.recipient)}


def test_tables_that_are_in_use_stay_in_use(tmp_path: Path) -> None:
    own = made(tmp_path / "own", own=True)
    other = tmp_path / "other"
    other.mkdir()
    try:
        use_lexicon(other)
        assert ids(own, "ولوفراكان") == [1] and overlay() == other
        use_lexicon(own / "lexicon")
        assert overlay() == own / "lexicon"
    finally:
        use_lexicon(None)


def test_changed_tables_are_seen_by_the_next_opening(tmp_path: Path) -> None:
    own = made(tmp_path / "own", own=True)
    assert ids(own, "ولوفراكان") == [1]
    (own / "lexicon" / "organisations.tsv").unlink()
    (own / "lexicon" / "organisation_names.tsv").unlink()
    assert ids(own, "ولوفراكان") == [0]  # until `marsad recode` makes the index of words anew


def test_wrong_tables_are_named(tmp_path: Path) -> None:
    own = made(tmp_path / "own", own=True)
    (own / "lexicon" / "people.tsv").write_text("no columns\n", encoding="utf-8")
    with marsad.open(own) as ws:
        assert ws.events().count() > 0
        with pytest.raises(marsad.StoreError, match=r"people.tsv: the columns are .*marsad lexicon check"):
            list(ws.search("السودان"))
    assert overlay() is None
