"""How often event words tell their event: every entry was judged, and the judgement is used and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.coding.context import context_features
from marsad.coding.decide import event_context
from marsad.coding.model import names_of
from marsad.lexicon.load import load_tables
from marsad.lexicon.sources import LexiconError
from marsad.lexicon.word_lists import uses
from marsad.pipeline import read_article
from marsad.read import read_text

HEADER = "id\tverb\tnoun\n"


def test_every_entry_and_nothing_else_was_judged() -> None:
    tables = load_tables()
    readings = {f"{e.id}>{a.partition('/')[0].lower()}" for e in tables.events for a in e.also}
    entries = {e.id for e in tables.events}
    assert entries <= set(tables.uses)
    assert set(tables.uses) <= entries | readings


@pytest.mark.parametrize("cell", ["11", "x", "", "-1"])
def test_a_cell_that_is_no_number_of_ten_is_named(tmp_path: Path, cell: str) -> None:
    (tmp_path / "event_uses.tsv").write_text(f"{HEADER}accuse.x\t{cell}\t3\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"accuse\.x: verb"):
        uses(tmp_path)


def test_one_form_stands_for_the_other(tmp_path: Path) -> None:
    (tmp_path / "event_uses.tsv").write_text(f"{HEADER}a.v\t7\t-\na.n\t-\t2\na.b\t7\t2\n", encoding="utf-8")
    assert uses(tmp_path) == {"a.v": (7, 7), "a.n": (2, 2), "a.b": (7, 2)}


def test_the_weights_see_the_number_of_the_form() -> None:
    reading = read_article(read_text("اتهمت النرويج آيسلندا بالتجسس، وأثار الاتهام جدلا.", "a"))[0]
    uses = load_tables().uses["accuse.ittahama"]
    seen = {}
    for c, beside in zip(reading.candidates, event_context(reading), strict=True):
        if c.entry.id == "accuse.ittahama":
            names = names_of(context_features(c, c.entry.type, beside, reading.a))
            seen[c.form] = sum(name.startswith("uses>") and "|" not in name for name in names)
    assert uses[0] > uses[1]
    assert seen == {"verb": uses[0], "noun": uses[1]}
