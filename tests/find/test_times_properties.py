"""Properties of the time grammar: generated dates parse back, spans select their text, twice is identical."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from test_times import find

from marsad.lexicon.sources import AR, read_rows

WEEKDAYS = {int(row["weekday"]): row["form"] for row in read_rows(AR / "weekdays.tsv") if row["form"] != "الثلثاء"}
MONTHS: dict[int, list[str]] = {}
for _row in read_rows(AR / "months.tsv"):
    if _row["calendar"] == "gregorian":
        MONTHS.setdefault(int(_row["month"]), []).append(_row["form"])
ORDINALS = (
    "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر",
)  # fmt: skip
TENS = {20: "العشرين", 30: "الثلاثين"}
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
ANCHORS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
INDIAN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def ordinal(day: int) -> str:
    """A day of the month in words."""
    if day <= 10:
        return ORDINALS[day - 1]
    if day < 20:
        return ("الحادي" if day == 11 else ORDINALS[day - 11]) + " عشر"
    if day in TENS:
        return TENS[day]
    tens = day // 10 * 10
    unit = "الحادي" if day % 10 == 1 else ORDINALS[day % 10 - 1]
    return f"{unit} و{TENS[tens]}"


@st.composite
def dressed(draw: st.DrawFn) -> tuple[date, str]:
    """A day and one way of writing it with its year."""
    day = draw(DAYS)
    forms = MONTHS[day.month]
    month = draw(st.sampled_from(forms))
    other = draw(st.sampled_from(forms))
    join = draw(st.sampled_from(["{0}", "{0}/{1}", "{0}/ {1}", "{0} / {1}", "{0} ({1})", "{0} {1}"]))
    name = month if month == other else join.format(month, other)
    number = draw(st.sampled_from([str(day.day), f"{day.day:02d}", ordinal(day.day) + " من"]))
    between = draw(st.sampled_from([" ", "، ", " من عام ", " عام "]))
    weekday = draw(st.sampled_from(["", WEEKDAYS[day.isoweekday()] + " ", f"يوم {WEEKDAYS[day.isoweekday()]}، "]))
    text = f"{weekday}{number} {name}{between}{day.year}"
    return day, text.translate(INDIAN) if draw(st.booleans()) else text


@given(dressed(), st.none() | ANCHORS)
@settings(max_examples=400, deadline=None)
def test_a_written_date_parses_back(sample: tuple[date, str], anchor: date | None) -> None:
    day, text = sample
    found = find(f"وقع الحادث في {text}، وفق مصادر.", anchor)
    assert [(m.first, m.last, m.value) for m in found] == [(day.isoformat(),) * 3], text
    assert found[0].text == text


@given(DAYS, st.sampled_from(["{0}/{1}/{2}", "{0}-{1}-{2}", "{2}-{1:02d}-{0:02d}", "{0}.{1}.{2}", "{2}/{1}/{0}"]))
@settings(deadline=None)
def test_a_date_in_figures_parses_back(day: date, form: str) -> None:
    text = form.format(day.day, day.month, day.year)
    assert [m.value for m in find(f"بتاريخ {text} صدر القرار", None)] == [day.isoformat()]


@given(ANCHORS, st.integers(1, 7))
@settings(deadline=None)
def test_a_weekday_lies_within_a_week_and_on_its_side(anchor: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    for text, low, high in (
        (f"وصل الوفد {name}", -6, 0),
        (f"وصل الوفد {name} الماضي", -7, -1),
        (f"سيصل الوفد {name}", 0, 6),
        (f"الوفد {name} المقبل", 1, 7),
    ):
        (mention,) = find(text, anchor)
        day = date.fromisoformat(mention.first)
        assert day.isoweekday() == weekday
        assert timedelta(low) <= day - anchor <= timedelta(high), text


@given(ANCHORS, st.integers(-183, 183))
@settings(deadline=None)
def test_a_weekday_finds_the_year_of_its_date(anchor: date, distance: int) -> None:
    day = anchor + timedelta(distance)
    text = f"{WEEKDAYS[day.isoweekday()]} {day.day} {MONTHS[day.month][0]}"
    assert [m.value for m in find(text, anchor)] == [day.isoformat()]


WORDS = [row["form"] for name in ("time_words", "time_units", "number_words", "months", "weekdays") for row in read_rows(AR / f"{name}.tsv")]  # fmt: skip # noqa: E501
WORDS += ["2015", "12", "31", "1439", "14/4/2018", "،", ".", "(", ")", "-", "/", "و", "إن", "قال", "سيزور", "\n", "الـ", "أمس", "اليوم", "من"]  # fmt: skip # noqa: E501


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.none() | ANCHORS)
@settings(max_examples=500, deadline=None)
def test_any_heap_of_time_words_is_read_safely(words: list[str], anchor: date | None) -> None:
    text = " ".join(words)
    found = find(text, anchor)  # checks that spans select their text and days are in order
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == find(text, anchor)
    for mention in found:
        assert date.fromisoformat(mention.first) <= date.fromisoformat(mention.last)


@given(st.text(max_size=300), st.none() | ANCHORS)
@settings(deadline=None)
def test_any_text_is_read_safely(text: str, anchor: date | None) -> None:
    find(text, anchor)
