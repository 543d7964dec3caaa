"""Labels: every code the coder can give has one in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from marsad.codebook.tables import TYPES, plover
from marsad.lexicon.sources import AR, KNOWLEDGE, read_rows
from marsad.types import BlockKind, Status
from marsad.view.labels import load_labels

VIEW = Path(__file__).resolve().parents[2] / "src" / "marsad" / "view"
ROWS = list(read_rows(VIEW / "labels.tsv"))
ARABIC = re.compile("[\u0600-\u06ff]")


def test_every_row_is_complete_and_no_key_comes_twice() -> None:
    keys = [row["key"] for row in ROWS]
    assert len(keys) == len(set(keys))
    assert all(row["en"].strip() and row["ar"].strip() for row in ROWS)


def test_arabic_labels_are_arabic_and_english_ones_are_not() -> None:
    latin = {"ui.cameo", "ui.goldstein"}
    wrong = [row["key"] for row in ROWS if row["key"] not in latin and not ARABIC.search(row["ar"])]
    assert wrong == []
    assert [row["key"] for row in ROWS if ARABIC.search(row["en"])] == []


def test_all_codes_have_labels() -> None:
    known = {row["key"] for row in ROWS} | {f"country.{row['id']}" for row in read_rows(KNOWLEDGE / "countries.tsv")}
    codes = {f"type.{code}" for code in TYPES}
    codes |= {f"mode.{mode}" for _, mode in plover() if mode}
    codes |= {f"quad.{code.quad}" for code in plover().values()}
    codes |= {f"block.{kind}" for kind in get_args(BlockKind)}
    codes |= {f"status.{status}" for status in get_args(Status)}
    for table, country in (("organisations", "country"), ("people_terms", "country"), ("peoples", "code")):
        for row in read_rows(KNOWLEDGE / f"{table}.tsv"):
            codes |= {f"sector.{row['sector']}"} if row["sector"] else set()
            codes |= {f"country.{row[country]}"} if row[country] else set()
    codes |= {f"context.{row['context']}" for row in read_rows(AR / "contexts.tsv")}
    assert codes - known == set()


def test_a_code_without_a_label_is_shown_as_it_is() -> None:
    assert load_labels("ar").of("sector", "XYZ") == "XYZ"
    assert load_labels("en").country("FRA") == "France"
    assert load_labels("ar").country("FRA") == "فرنسا"


def test_a_missing_field_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_labels("en").ui("no such field")
