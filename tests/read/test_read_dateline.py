"""Datelines: how agencies open a report, and openings that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.read import find_dateline, read_text

REST = "قال مسؤول كبير في الحكومة إن المحادثات بدأت صباح اليوم في مقر الوزارة"

# What stands before the news, the place in it, the agencies.
SIGNED = [
    ("بيروت (رويترز) - ", "بيروت", ["رويترز"]),
    ("دبي، الإمارات (CNN)— ", "دبي", ["CNN"]),
    ("أوسلو، النرويج (CNN) –- ", "أوسلو", ["CNN"]),
    ("(CNN)-- ", None, ["CNN"]),
    ("(أ ف ب) - ", None, ["أ ف ب"]),
    ("القاهرة – أ ف ب: ", "القاهرة", ["أ ف ب"]),
    ("القدس المحتلة (أ ف ب) ", "القدس المحتلة", ["أ ف ب"]),
    ("واشنطن (د.ب.أ)- ", "واشنطن", ["د.ب.أ"]),
    ("الرياض (واس): ", "الرياض", ["واس"]),
    ("موسكو - رويترز - ", "موسكو", ["رويترز"]),
    ("صنعاء ـ سبأ: ", "صنعاء", ["سبأ"]),
    ("سانا - ", None, ["سانا"]),
    ("بيروت، دمشق - رويترز، أ ف ب - ", "بيروت", ["رويترز", "أ ف ب"]),
    ('رام الله - "الأيام" - وكالات: ', "رام الله", ["وكالات"]),
    ("باريس ـ «النهر العربي»: ", "باريس", ["النهر العربي"]),
    ("أبوظبي (الميزان) - ", "أبوظبي", ["الميزان"]),
    ("إسطنبول / ليلى منصور / الأناضول - ", "إسطنبول", ["الأناضول"]),
    ("الدوحة 3 سبتمبر /قنا/ ", "الدوحة", ["قنا"]),
    ("أبوظبي في 12 أبريل / وام / ", "أبوظبي", ["وام"]),
    ("بيروت - ", "بيروت", []),
    ("\u200fعمان – بترا – ", "عمان", ["بترا"]),
]


@pytest.mark.parametrize(("opening", "place", "agencies"), SIGNED)
def test_an_opening_is_found(opening: str, place: str | None, agencies: list[str]) -> None:
    before = "اتفاق على الحدود\n"
    text = before + opening + REST
    found = find_dateline(text, len(before), len(text))
    assert found is not None
    assert text[found.end :] == REST
    assert (found.place.text if found.place else None) == place
    assert [span.text for span in found.agencies] == agencies
    for span in (*found.agencies, *([found.place] if found.place else [])):
        assert text[span.start : span.end] == span.text


def test_the_date_in_a_dateline() -> None:
    text = "بيروت 8 أيلول (رويترز) - " + REST
    found = find_dateline(text, 0, len(text))
    assert found is not None and found.date is not None and found.place is not None
    assert (found.place.text, found.date.text) == ("بيروت", "8 أيلول")


@pytest.mark.parametrize(
    "text",
    [
        "وقالت وكالة (سانا) إن الجيش انتشر في المدينة",
        "رويترز: نوردا تستعد لمفاوضات جديدة",
        "ذكرت رويترز: أن المفاوضات تعثرت",
        "سوريا - كما قال المتحدث أمس - تحتاج إلى مساعدات",
        "موسكو - بحسب وزارة الخارجية - لن تقبل الشروط",
        "واشنطن - طهران: التوتر يتصاعد",
        "موسكو: الأولوية تجنب الحرب",
        "بيروت (لبنان) هي العاصمة",
        'وقال مصدر لوكالة "رويترز": إن المفاوضات تعثرت',
        "وقال الشاهد لـ بي بي سي: كنا هناك",
        'الاتفاق "النوردي - الساريني" دخل حيز التنفيذ',
        REST,
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert find_dateline(text, 0, len(text)) is None


def test_a_whole_line_can_be_a_dateline() -> None:
    for line in ("دمشق-سانا", "بغداد/ واع/", "إسطنبول/ الأناضول", "لندن: «الشرق الأوسط»"):
        found = find_dateline(line, 0, len(line))
        assert found is not None and found.end == len(line)


def test_a_date_behind_the_agency_ends_the_line() -> None:
    line = "بيروت (رويترز) 12 مايو 2024"
    found = find_dateline(line, 0, len(line))
    assert found is not None and found.date is not None and found.end == len(line)
    assert found.date.text == "12 مايو 2024"
    text = f"توقيف محام في نوردا\n{line}\n\n{REST}\n\n{REST}\n"
    assert read_text(text, "a").byline is None
    published = marsad.code(text, doc="a").published
    assert published is not None and published.date == "2024-05-12"


PIECES = [*'()[]«»"-–—ـ/:،|\n \u200f', "رويترز", "بيروت", "أ ف ب", "12", "قال", "AFP"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_opening_gives_true_spans(text: str) -> None:
    found = find_dateline(text, 0, len(text))
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(text)
    for span in (found.place, found.date, *found.agencies):
        if span is not None:
            assert text[span.start : span.end] == span.text
            assert found.start <= span.start < span.end <= found.end
