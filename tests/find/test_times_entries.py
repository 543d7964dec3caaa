"""The examples of the authored time entries: what must come out, and what must not."""

from __future__ import annotations

from datetime import date

import pytest
from test_times import find

from marsad.find.time_lexicon import NamedDate, RelativeDay, load_time_lexicon, named_dates, relative_days
from marsad.lexicon.sources import AR, read_rows
from marsad.text.orthography import fold


@pytest.mark.parametrize("entry", relative_days(), ids=lambda e: e.id)
def test_relative_days(entry: RelativeDay) -> None:
    anchor = date(2018, 10, 10)
    for example in entry.match:
        assert example.value in [m.value for m in find(example.text, anchor)], example.text
    for reject in entry.reject:
        assert not find(reject.text, anchor), reject.text


@pytest.mark.parametrize("entry", named_dates(), ids=lambda e: e.id)
def test_named_dates(entry: NamedDate) -> None:
    anchor = date(2024, 3, 1)
    for example in entry.match:
        assert example.value in [m.value.split("/")[0] for m in find(example.text, anchor)], example.text
    for reject in entry.reject:
        assert not find(reject.text, anchor), reject.text


def test_ids_are_unique() -> None:
    ids = [e.id for e in relative_days()] + [e.id for e in named_dates()]
    assert len(ids) == len(set(ids))


def test_every_month_system_is_complete() -> None:
    found: dict[str, set[int]] = {}
    for row in read_rows(AR / "months.tsv"):
        found.setdefault(row["calendar"], set()).add(int(row["month"]))
    assert {name: len(months) for name, months in found.items()} == {
        "gregorian": 12, "libyan": 12, "hijri": 12, "solar": 12, "coptic": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["months", "weekdays", "time_units", "number_words", "large_numbers", "time_words", "tense_cues", "time_grammar"],
)
def test_tables_are_clean(name: str) -> None:
    rows = [tuple(row.values()) for row in read_rows(AR / f"{name}.tsv")]
    assert len(rows) == len(set(rows))
    for row in rows:
        assert all(cell == cell.strip() for cell in row)
        assert not any("\u200b" <= c <= "\u202e" or c in "یک" for cell in row for c in cell), row


def test_a_future_verb_is_told_from_nouns_that_begin_alike() -> None:
    lexicon = load_time_lexicon()
    for noun in ("سيارة", "سنوات", "سياسة", "ستين"):
        assert fold(noun).startswith(lexicon.nouns_like_future)
    assert not fold("سيعقد").startswith(lexicon.nouns_like_future)
