"""Cutting text into pieces by the evidence in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sample_coding import CODING, TEXT

from marsad.view.marks import Mark, cut, marks_of

Raw = tuple[int, int, int, str]
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 5), st.sampled_from("tarpdsfq"))


def test_every_value_has_its_mark() -> None:
    marks = marks_of(CODING)
    shown = {(mark.card, mark.role, TEXT[mark.start : mark.end]) for mark in marks}
    assert (1, "t", "دعت") in shown
    assert (1, "a", "فرنسا") in shown
    assert (1, "d", "الثلاثاء") in shown
    assert (2, "p", "العاصمة") in shown
    assert (2, "s", "الوزارة") in shown
    assert (2, "f", "ردود محدودة") in shown
    assert (3, "q", "نريد حلا سلميا في أقرب وقت") in shown
    assert (3, "s", "متحدث") in shown


def test_overlapping_marks_make_three_pieces() -> None:
    marks = [Mark(0, 4, 1, "a"), Mark(2, 6, 2, "t")]
    found = [(p.start, p.end, [m.card for m in p.marks]) for p in cut(0, 6, marks)]
    assert found == [(0, 2, [1]), (2, 4, [1, 2]), (4, 6, [2])]


@given(st.lists(SPANS), st.integers(0, 30), st.integers(0, 30))
def test_pieces_join_and_know_exactly_their_marks(spans: list[Raw], start: int, size: int) -> None:
    marks = [Mark(a, b, card, role) for a, b, card, role in spans]
    pieces = list(cut(start, start + size, marks))
    assert [p.start for p in pieces] == [start, *(p.end for p in pieces[:-1])][: len(pieces)]
    assert (pieces[-1].end if pieces else start) == start + size
    for piece in pieces:
        for i in range(piece.start, piece.end):
            assert set(piece.marks) == {m for m in marks if m.start <= i < m.end}
