"""The days of the dates that events carry."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.export.dates import days_of


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2026-03-10", date(2026, 3, 10), date(2026, 3, 10), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("2026-03-10/2026-03-10", date(2026, 3, 10), date(2026, 3, 10), "day"),
        ("2026-03-10/2026-03-16", date(2026, 3, 10), date(2026, 3, 16), "week"),
        ("2026-03-10/2026-03-17", date(2026, 3, 10), date(2026, 3, 17), "interval"),
        ("2025-12/2026-01", date(2025, 12, 1), date(2026, 1, 31), "interval"),
    ],
)
def test_days(value: str, first: date, last: date, precision: str) -> None:
    assert days_of(value) == (first, last, precision)


@pytest.mark.parametrize("value", [None, "", "2026-13", "2026-02-30", "soon", "2026-03-10/2026-03-01", "0000", "1/2/3"])
def test_no_days(value: str | None) -> None:
    assert days_of(value) is None


def test_the_middle() -> None:
    days = days_of("2026-03")
    assert days is not None and days.middle == date(2026, 3, 16)
