"""Dates as pages write them: every month system, digits, duals, Hijri, and what must stay unread."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.read.dates import date_in_url, is_date_line, is_time_only, read_date

READ = [
    ("2018-04-09T04:13:09+04:00", "2018-04-09"),
    ("2020-12-24T23:59:50Z", "2020-12-24"),
    ("2018-04", "2018-04"),
    ("2018", "2018"),
    ("20180409", "2018-04-09"),
    ("2023/09/24 10:15", "2023-09-24"),
    ("24/09/2023", "2023-09-24"),
    ("٢٤/٠٩/٢٠٢٣", "2023-09-24"),
    ("03/13/2020", "2020-03-13"),
    ("10-Nov-2000", "2000-11-10"),
    ("Mon, 09 Apr 2018 04:13:09 GMT", "2018-04-09"),
    ("September 8, 2024", "2024-09-08"),
    ("الأحد 8 Sep / September 2024", "2024-09-08"),
    ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07"),
    ("الجمعة 8 فيفري 2019", "2019-02-08"),
    ("3 جويلية 2021", "2021-07-03"),
    ("5 غشت 2019", "2019-08-05"),
    ("12 شتنبر 2020", "2020-09-12"),
    ("12 كانون الثاني 2019", "2019-01-12"),
    ("1 تشرين 2 2019", "2019-11-01"),
    ("8 سبتمبر/أيلول 2024", "2024-09-08"),
    ("تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24"),
    ("\u200fالإثنين \u200f9 \u200fنيسان \u200f2018\u200f", "2018-04-09"),
    ("كانون الأول 2018", "2018-12"),
    ("5 ربيع الأول 1446هـ", "2024-09-08"),
    ("الثلاثاء 5 ربيع الأول 1446 هـ الموافق 8 سبتمبر 2024 م", "2024-09-08"),
]


@pytest.mark.parametrize(("raw", "iso"), READ)
def test_a_date_is_read(raw: str, iso: str) -> None:
    found = read_date(raw)
    assert found is not None and found.iso == iso


@pytest.mark.parametrize(
    "raw",
    [
        "8 سبتمبر/آب 2024",  # two different months
        "12 آذار",  # no year
        "2020-13-45",
        "31 شباط 2020",
        "منذ 3 ساعات",
        "اجتماع الحكومة",
        "٠٢:٠٠",
        "²",
        "",
        "9" * 200,
    ],
)
def test_no_date_is_made_up(raw: str) -> None:
    assert read_date(raw) is None


def test_the_weekday_beside_a_date_is_checked() -> None:
    fits, differs = read_date("الأحد 8 سبتمبر 2024"), read_date("الثلاثاء 8 سبتمبر 2024")
    assert fits is not None and fits.rejected is None
    assert differs is not None and differs.rejected is not None and "weekday" in differs.rejected


def test_a_weekday_moves_a_hijri_date_by_the_day_that_sightings_differ() -> None:
    alone, monday = read_date("5 ربيع الأول 1446هـ"), read_date("الاثنين 5 ربيع الأول 1446هـ")
    assert alone is not None and alone.iso == "2024-09-08"
    assert monday is not None and (monday.iso, monday.rejected) == ("2024-09-09", None)


def test_a_date_of_update_is_no_date_of_publication() -> None:
    found = read_date("آخر تحديث: 12 كانون الثاني 2019")
    assert found is not None and found.rejected is not None


@pytest.mark.parametrize("line", ["الأحد 8 سبتمبر 2024", "09:22 مساءً", "الساعة 10:00 بتوقيت غرينتش", "12/03/2019"])
def test_lines_that_are_only_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["اجتماع في 8 سبتمبر 2024", "2024", "12 قتيلا", "10:00 قتل ثلاثة"])
def test_lines_that_are_more_than_a_date(line: str) -> None:
    assert not is_date_line(line)


def test_a_time_of_day_is_no_date() -> None:
    assert is_time_only("09:22 مساءً") and not is_time_only("8 سبتمبر 2024 09:22")


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/ar/2018/04/09/title", "2018-04-09"),
        ("https://example.org/a-20180409.html", "2018-04-09"),
        ("https://example.org/2013/middle_east/8/3/x/index.html", "2013-08-03"),
        ("https://example.org/2018/04/title", "2018-04"),
        ("https://example.org/12345678", None),
        ("https://example.org/2019/13/45/", None),
        ("https://example.org/?date=2019-03-04", None),
    ],
)
def test_a_date_in_an_address(url: str, iso: str | None) -> None:
    found = date_in_url(url)
    assert (found.iso if found else None) == iso


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_every_order(day: datetime.date) -> None:
    for raw in (day.isoformat(), f"{day.day}/{day.month:02}/{day.year}" if day.day > 12 else day.isoformat()):
        found = read_date(raw)
        assert found is not None and found.iso == day.isoformat()


@given(st.text(max_size=130))
def test_any_words_are_read_without_failing(raw: str) -> None:
    found = read_date(raw)
    assert found is None or datetime.date.fromisoformat((found.iso + "-01-01")[:10])
    date_in_url(raw)
