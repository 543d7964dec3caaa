"""Cells: nothing in them runs, nothing reorders the screen, and what was in them can be read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import unguard

from marsad.export.cells import flat, guard, join, one_line, printed, split, whole

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1", "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "دعت", "1-2", "a=b", "'x", "«-»", "2026-03-10"])
def test_other_text_stays(text: str) -> None:
    assert guard(text) == text == unguard(text)


@given(st.text())
def test_guarding_can_be_undone(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.lists(st.one_of(st.none(), st.text(min_size=1, alphabet=st.sampled_from("a;\\_ '=-و")), st.text(min_size=1))))
def test_lists_can_be_split_again(values: list[str | None]) -> None:
    assert split(join(tuple(values))) == tuple(values)


def test_a_list_reads_well() -> None:
    assert join(("ISL", None, "a;b")) == r"ISL; _; a\;b"
    assert join(()) == "" and split("") == ()


@given(st.text(alphabet=st.characters()))
def test_one_line_is_one_harmless_line(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x00\t")
    shown.encode()


def test_letters_and_joiners_stay() -> None:
    assert one_line("می\u200cخواهم مُحمّد 😀") == "می\u200cخواهم مُحمّد 😀"


def test_halves_of_characters_become_whole() -> None:
    assert whole("a\ud800b") == "a\ufffdb" == one_line("a\ud800b")


def test_numbers_and_days_stay_what_they_are() -> None:
    assert flat(-9.5) == -9.5 and flat(date(2026, 3, 9)) == date(2026, 3, 9)
    assert [printed(x) for x in (-9.5, 4, True, False, None, date(2026, 3, 9))] == [
        "-9.5", "4", "true", "false", "", "2026-03-09",
    ]  # fmt: skip
