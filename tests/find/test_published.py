"""The day of publication: what wins, what is rejected and why, and what stays open."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.find.dated_facts import DatedFact, find_facts, load_dated_facts
from marsad.find.published import find_published
from marsad.text.orthography import fold
from marsad.text.tokens import tokenize
from marsad.types import Article, Block, BlockKind, DateCandidate, Metadata, Published

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
FACTS = load_dated_facts()
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def article(*blocks: tuple[BlockKind, str], metadata: Metadata | None = None) -> Article:
    """An article made of labelled lines."""
    text, found = "", []
    for kind, line in blocks:
        found.append(Block(kind=kind, start=len(text), end=len(text) + len(line)))
        text += line + "\n"
    return Article(doc="a", text=text, blocks=tuple(found), metadata=metadata or Metadata())


def published(made: Article) -> Published:
    """The result; spans select their text, and asking twice gives the same."""
    tokens = tokenize(made.text)
    keys = [fold(t.text) for t in tokens]
    found = find_published(made, tokens, keys, FACTS)
    assert found == find_published(made, tokens, keys, FACTS)
    for span in [c.span for c in found.constraints] + [c.span for c in found.candidates]:
        assert span is None or made.text[span.start : span.end] == span.text
    assert len(found.options) <= 60
    assert found.date is None or not found.options
    return found


def candidate(day: str, source: str) -> DateCandidate:
    return DateCandidate(date=day, source=source, raw=day)


BODY = "اندلعت مواجهات في ضواحي العاصمة وأصيب عشرة أشخاص."


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2018-04-09", "2018-04-09"),
        ("2018-04-09T04:13:09+04:00", "2018-04-09"),  # the day there, not 8 April in Greenwich
        ("2018-04-09 00:10", "2018-04-09"),
        ("Mon, 09 Apr 2018 04:13:09 +0400", "2018-04-09"),
        ("الاثنين 9 نيسان/أبريل 2018", "2018-04-09"),
        ("٢٠١٨-٠٤-٠٩", "2018-04-09"),
    ],
)
def test_a_given_day_is_simply_that_day(raw: str, day: str) -> None:
    made = article(("paragraph", BODY), metadata=Metadata(published=raw))
    found = published(made)
    assert (found.date, found.candidates[0].source, found.candidates[0].raw) == (day, "given", raw)


def test_a_given_day_that_the_text_contradicts_stays_and_the_contradiction_is_told() -> None:
    made = article(("paragraph", "وصل الوفد اليوم الأحد."), metadata=Metadata(published="2018-04-10"))
    found = published(made)
    assert found.date == "2018-04-10"
    (constraint,) = found.constraints
    assert constraint.weekday == 7
    assert "but the given day is Tuesday 10 April 2018" in constraint.reason
    assert 'although the text says "اليوم الأحد"' in found.basis


@pytest.mark.parametrize("raw", ["2018", "2018-04", "2018-02-30", "قريبا", ""])
def test_a_given_value_that_names_no_day_is_never_completed(raw: str) -> None:
    found = published(article(("paragraph", BODY), metadata=Metadata(published=raw)))
    assert found.date is None
    assert found.candidates[0].rejected


def test_machine_readable_dates_win_in_their_order() -> None:
    dates = (
        candidate("2018-04-10", "url"),
        candidate("2018-04-09", "meta:og"),
        candidate("2018-04-08", "jsonld"),
    )
    found = published(article(("paragraph", BODY), metadata=Metadata(dates=dates)))
    assert found.date == "2018-04-08"
    assert "JSON-LD" in found.basis and "2018-04-10 instead" in found.basis


def test_the_weekday_chooses_between_candidates() -> None:
    dates = (candidate("2020-12-24", "meta:published"), candidate("2020-12-25", "time"))
    made = article(("paragraph", "أعلنت الحكومة اليوم الجمعة قرارها."), metadata=Metadata(dates=dates))
    assert published(made).date == "2020-12-25"


def test_a_page_put_online_after_midnight_keeps_its_day() -> None:
    dates = (candidate("2018-04-11", "jsonld"),)
    text = "قال الوزير اليوم الثلاثاء إن اليوم الثلاثاء يوم حاسم."
    found = published(article(("paragraph", text), metadata=Metadata(dates=dates)))
    assert found.date == "2018-04-11"
    assert "the day beside it" in found.basis


def test_old_machine_data_yields_to_a_later_past() -> None:
    dates = (candidate("2000-01-01", "meta:created"), candidate("2019-06-05", "url"))
    text = "وفي 14 مايو 2018 أعلنت الحكومة فتح المعبر."
    found = published(article(("paragraph", text), metadata=Metadata(dates=dates)))
    assert found.date == "2019-06-05"
    assert found.candidates[0].rejected and "told as past" in found.candidates[0].rejected


def test_a_month_in_the_address_bounds_the_day() -> None:
    dates = (candidate("2018-04", "url"),)
    made = article(("paragraph", "أعلن اليوم الثلاثاء عن الاتفاق."), metadata=Metadata(dates=dates))
    found = published(made)
    assert found.date is None
    assert found.options == ("2018-04-03", "2018-04-10", "2018-04-17", "2018-04-24")


@pytest.mark.parametrize(
    ("blocks", "source"),
    [
        (
            (("page_date", "نشر في: 14 أبريل 2018 الساعة 10:20"), ("title", "خبر"), ("paragraph", BODY)),
            "crawl_header",
        ),
        ((("title", "خبر"), ("page_date", "السبت 14 نيسان / أبريل 2018"), ("paragraph", BODY)), "visible"),
        ((("title", "خبر"), ("paragraph", "القاهرة، 14 أبريل 2018 (وكالات) - " + BODY)), "dateline"),
    ],
)
def test_dates_that_the_page_shows(blocks: tuple[tuple[BlockKind, str], ...], source: str) -> None:
    found = published(article(*blocks))
    assert found.date == "2018-04-14"
    assert [c.source for c in found.candidates] == [source]


def test_a_header_that_the_weekday_contradicts_is_the_day_of_the_copy() -> None:
    found = published(
        article(
            ("page_date", "الأحد 8 سبتمبر 2024"),
            ("title", "خبر"),
            ("paragraph", "أعلنت الحكومة اليوم الثلاثاء قرارها، وعادت الثلاثاء إلى الاجتماع."),
        )
    )
    assert found.date is None
    assert found.candidates[0].rejected and "crawl date" in found.candidates[0].rejected
    assert any(c.latest == "2024-09-08" for c in found.constraints)
    assert "Sunday 8 September 2024" in found.basis


def test_few_days_left_are_listed() -> None:
    found = published(
        article(
            ("page_date", "الأحد 8 سبتمبر 2024"),
            ("title", "خبر"),
            ("paragraph", "وفي 12 أغسطس 2024 أعلنت الحكومة قرارها، واليوم الثلاثاء تراجعت عنه."),
        )
    )
    assert found.date is None
    assert found.options == ("2024-08-13", "2024-08-20", "2024-08-27", "2024-09-03")


def test_nothing_known_is_told_as_nothing() -> None:
    found = published(article(("paragraph", BODY)))
    assert (found.date, found.options, found.constraints) == (None, (), ())
    assert found.basis == "Nothing in the text or around it tells the day."


def test_too_many_days_are_not_listed_but_their_ends_are_told() -> None:
    text = "قال وزير الخارجية الأميركي أنتوني بلينكن اليوم الثلاثاء إن المحادثات مستمرة."
    found = published(article(("paragraph", text)))
    assert found.date is None and found.options == ()
    assert "26 January 2021" in found.basis and "2025" in found.basis


def test_an_office_left_long_before_is_history() -> None:
    text = "التقى الرئيس المصري حسني مبارك الوفد. وفي 14 مايو 2018 أعلنت الحكومة فتح المعبر."
    found = published(article(("paragraph", text), ("byline", "نشر يوم 2 يونيو 2018")))
    assert found.date == "2018-06-02"


def test_a_weekday_in_the_furniture_says_nothing() -> None:
    assert published(article(("boilerplate", "برنامج اليوم الثلاثاء"), ("paragraph", BODY))).constraints == ()


def test_yesterday_and_tomorrow_tell_the_weekday_too() -> None:
    for words, weekday in (
        ("أمس الاثنين", 2),
        ("أول من أمس الأحد", 2),
        ("غدا الأربعاء", 2),
        ("اليوم الثلاثاء", 2),
    ):
        found = published(article(("paragraph", f"عقد الاجتماع {words} في المدينة.")))
        assert [c.weekday for c in found.constraints] == [weekday], words


@pytest.mark.parametrize("fact", FACTS.facts, ids=lambda f: f.id)
def test_fact_examples(fact: DatedFact) -> None:
    def used(text: str) -> set[str]:
        tokens = tokenize(text)
        uses = find_facts(text, tokens, [fold(t.text) for t in tokens], FACTS)
        return {use.fact.id for use in uses}

    for text in fact.match:
        assert fact.id in used(text), text
    for reject in fact.reject:
        assert fact.id not in used(reject.text), reject.text


def test_facts_are_in_order_and_unique() -> None:
    assert len({f.id for f in FACTS.facts}) == len(FACTS.facts) >= 60
    for fact in FACTS.facts:
        ends = [end for span in fact.spans() for end in span if end]
        assert ends == sorted(ends) and [date.fromisoformat(end) for end in ends], fact.id


def test_the_assembly_week_has_a_tuesday_in_most_years() -> None:
    (fact,) = [f for f in FACTS.facts if f.id == "un_high_level_week"]
    assert [first[:4] for first, _ in fact.periods] == [str(year) for year in range(2000, 2031)]
    assert ("2023-09-17", "2023-09-23") in fact.periods


def test_a_deputy_is_not_the_holder() -> None:
    text = "قال نائب وزير الخارجية الأميركي أنتوني بلينكن إن الزيارة مفيدة."
    assert published(article(("paragraph", text))).constraints == ()


def test_an_office_told_with_its_year_bounds_only_from_below() -> None:
    text = "وفي عام 2013 زار الرئيس الأميركي باراك أوباما المنطقة."
    (obama,) = [c for c in published(article(("paragraph", text))).constraints if "Obama" in c.reason]
    assert (obama.earliest, obama.latest) == ("2009-01-20", None)


@given(
    st.dates(date(2005, 1, 1), date(2025, 12, 31)),
    st.integers(1, 400),
    st.sampled_from([("اليوم", 0), ("أمس", -1), ("غدا", 1)]),
)
@settings(deadline=None)
def test_the_true_day_is_never_lost(day: date, later: int, word: tuple[str, int]) -> None:
    copied, told = day + timedelta(later), day + timedelta(word[1])
    before, name = day - timedelta(30), WEEKDAYS[told.weekday()]
    made = article(
        ("page_date", f"{copied.day}/{copied.month}/{copied.year}"),
        ("title", "خبر"),
        ("paragraph", f"وفي {before.day}/{before.month}/{before.year} أعلنت الحكومة القرار."),
        (
            "paragraph",
            f"عقد الوفد {word[0]} {name} جلسة، وعاد {word[0]} {name}.",
        ),
    )
    found = published(made)
    weekdays = [c for c in found.constraints if c.weekday is not None]
    assert [c.weekday for c in weekdays] == [day.isoweekday()]
    if copied.isoweekday() == day.isoweekday():
        assert found.date == copied.isoformat()
    elif found.options:
        assert day.isoformat() in found.options
        assert all(date.fromisoformat(d).isoweekday() == day.isoweekday() for d in found.options)
    elif found.date:
        assert found.date == day.isoformat()


@pytest.mark.skipif(not SEED.is_dir(), reason="the shared seed page is not here")
@pytest.mark.parametrize("labelled", [True, False])
def test_the_seed_page(labelled: bool) -> None:
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    expected = json.loads((SEED / "reading.json").read_text(encoding="utf-8"))
    first = text.index("\n")
    blocks = (
        Block(kind="page_date", start=0, end=first),
        Block(kind="title", start=first + 2, end=text.index("\n", first + 2)),
        Block(kind="paragraph", start=text.index("\n", first + 2), end=len(text)),
    )
    found = published(Article(doc="seed", text=text, blocks=blocks if labelled else ()))
    assert found.date == expected["published"]
    header = found.candidates[0]
    assert (header.date, header.source) == (expected["page_date"], "crawl_header")
    assert header.rejected and "Tuesday" in header.rejected
    reasons = " | ".join(c.reason for c in found.constraints)
    for words in (
        "27 September 2020",
        "July",
        "General Assembly",
        "called X",
        "Blinken",
        "Michel",
        "Tuesday",
    ):
        assert words in reasons, words
