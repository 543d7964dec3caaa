"""Directions in plain text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.view.bidi import english, foreign_parts, isolate, left_to_right, tidy

FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("مجلس الأمن", "مجلس الأمن"),  # words alone stay bare
        ("مروّعًا", "مروّعًا"),  # harakat are part of words
        ("27 سبتمبر 2020", f"{FSI}27 سبتمبر 2020{PDI}"),  # numbers at the edges would jump
        ('"إكس"', f'{FSI}"إكس"{PDI}'),
        ("2024-09-08", "2024-09-08"),  # nothing Arabic in it
        ("سطر\nآخر", "سطر آخر"),
    ],
)
def test_isolate(text: str, shown: str) -> None:
    assert isolate(text) == shown


def test_direction_controls_of_an_article_are_taken_out() -> None:
    assert tidy("أ\u202eب\u2067ج\u200fد") == "أبجد"


@pytest.mark.parametrize("control", ["\x1b[31m", "\x07", "\x9b", "\r"])
def test_nothing_reaches_the_terminal_that_moves_its_cursor(control: str) -> None:
    assert all(c.isprintable() for c in tidy(f"قبل{control}بعد"))


def test_joiners_stay() -> None:
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"


def test_left_to_right() -> None:
    assert left_to_right("2024-09-08") == f"{LRI}2024-09-08{PDI}"
    assert left_to_right("") == ""


@pytest.mark.parametrize(
    ("sentence", "foreign"),
    [
        ('the text says "اليوم الثلاثاء", 2 times', ["اليوم الثلاثاء"]),
        ('"27 سبتمبر/ أيلول 2020" is told as past', ["27 سبتمبر/ أيلول 2020"]),  # the quotation goes as a whole
        ("weekday behind (دعت); anchor 2024-09-03", ["دعت"]),
        ('a "b" and "د"', ["د"]),
        ("no Arabic at all", []),
        ('one quote mark " and دعت', ["دعت"]),
    ],
)
def test_arabic_parts_of_english_sentences(sentence: str, foreign: list[str]) -> None:
    assert [part for part, arabic in foreign_parts(sentence) if arabic] == foreign


@given(st.text(alphabet='ab "دع/12()'))
def test_parts_join_to_the_sentence(sentence: str) -> None:
    assert "".join(part for part, _ in foreign_parts(sentence)) == sentence


@given(st.text())
def test_isolates_are_closed(sentence: str) -> None:
    for shown in (english(sentence), english(sentence, in_arabic=True), isolate(sentence), left_to_right(sentence)):
        assert shown.count(FSI) + shown.count(LRI) == shown.count(PDI)


@pytest.mark.parametrize("text", ['"' + "ا" * 300_000, '"ا' * 150_000, "ا /" * 100_000])
def test_hostile_sentences_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    foreign_parts(text)
    assert time.perf_counter() - start < 2
