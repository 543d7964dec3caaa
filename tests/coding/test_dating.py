"""An event is dated over all its mentions: by a time of the text, by the day of publication, or not at all."""

from __future__ import annotations

import pytest
from msgspec import structs

from marsad.coding.circumstance import times_near
from marsad.coding.coder import Reading, draft_events, merge_mentions
from marsad.coding.dating import NEWS, PAST, Dates, Passages
from marsad.coding.decide import LearnedDecider
from marsad.coding.merge import Draft
from marsad.coding.model import load_weights, names_of
from marsad.coding.when_features import running, spoken, time_features
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

ARTICLE = """النرويج تقصف ميناء لاغوس

قصفت النرويج ميناء لاغوس فجر الثلاثاء.

وكانت آيسلندا قد قصفت الميناء عام 2019.

وأدانت السويد القصف آنذاك.
"""


def read(text: str = ARTICLE, published: str | None = "2026-03-11") -> Reading:
    return read_article(read_text(text, "a", Metadata(published=published)))[0]


def decider_with(when: dict[str, float]) -> LearnedDecider:
    known = load_weights()
    floors = {**known.thresholds, "verdict": 0.0, "mention": 0.1, "event": 0.1}
    return LearnedDecider(structs.replace(known, when=when, thresholds=floors))


def dated(when: dict[str, float], published: str | None = "2026-03-11") -> list[Draft]:
    return draft_events(read(published=published), decider_with(when))


def offered() -> Dates:
    """The event of the last sentence, which names no time, with its possible dates."""
    reading = read()
    merged = merge_mentions(reading, decider_with({}))
    passages = Passages([c for d in merged for c in d.candidates], reading)
    draft = next(d for d in merged if d.lead.entry.type == "ACCUSE")
    return Dates(draft.candidates, passages)


def test_every_event_may_be_of_the_day_of_the_news_or_of_background() -> None:
    options = offered().options
    assert [o.value for o in options[-2:]] == [NEWS, PAST]
    assert all(o.time is not None for o in options[:-2])
    assert len({o.value for o in options}) == len(options)


def test_a_time_of_the_sentence_before_is_offered() -> None:
    options = offered().options
    assert "2019" in {o.value for o in options}


def test_the_option_with_the_most_weight_is_the_date() -> None:
    news, past = dated({NEWS: 5.0}), dated({PAST: 5.0})
    assert news
    assert all(d.time is None and not d.historical for d in news)
    assert all(d.time is None and d.historical for d in past)


def test_a_time_of_the_text_tells_whether_an_event_is_background() -> None:
    events = dated({"age:old": 5.0})
    old = [d for d in events if d.time is not None and d.time.value == "2019"]
    assert old
    assert all(d.historical for d in old)


def test_without_weights_or_day_of_publication_the_mentions_decide() -> None:
    for when, published in (({}, "2026-03-11"), ({PAST: 5.0}, None)):
        reading = read(published=published)
        decider = decider_with(when)
        for d in draft_events(reading, decider):
            assert d.time == decider.time(d.candidates)
            assert d.historical == decider.background(d.candidates, d.time, reading)


def test_what_is_dated_before_speaks_for_a_date() -> None:
    dates = offered()
    lent = next(o for o in dates.options if o.value == "2019")
    for c in dates.passages.before(dates.number):
        c.time = lent.time
    names = names_of(dates.features(lent))
    assert "before:S|none" in names


def test_background_runs_on_from_the_time_last_given() -> None:
    reading = read()
    last = reading.a.sentences[-1].number
    assert running(last, reading) == "old1"
    assert running(0, reading) == "none"


def test_words_of_a_sentence_are_told_without_names_and_clitics() -> None:
    reading = read()
    sentence = reading.a.sentences[-1]
    words = spoken(reading.a, sentence.start, sentence.end)
    assert "انذاك" in words
    assert "السويد" not in words
    assert words == tuple(sorted(set(words)))


OPENED = """النرويج تقصف ميناء لاغوس

وفي عام 2007، قصفت آيسلندا الميناء وأدانت السويد القصف يوم الثلاثاء.

وتحاصر آيسلندا الميناء منذ عام 2013.
"""


def test_a_time_opens_its_sentence_behind_its_preposition() -> None:
    reading = read(OPENED)
    seen = {
        t.text: "opens:True" in names_of(time_features(c, t, reading))
        for c in reading.candidates
        for t in reading.times_in(c.shape.s.number)
        if c.entry.type == "ACCUSE"
    }
    assert seen == {"عام 2007": True, "يوم الثلاثاء": False}


def test_of_the_times_of_a_sentence_the_nearer_are_told_apart() -> None:
    reading = read(OPENED)
    blame = next(c for c in reading.candidates if c.entry.type == "ACCUSE")
    near = {t.text: names_of(time_features(blame, t, reading)) for t in reading.times_in(blame.shape.s.number)}
    assert "rank:0|False|after" in near["يوم الثلاثاء"]
    assert "rank:1|False|before" in near["عام 2007"]


def test_the_day_of_the_opening_is_offered_to_the_title_before_it() -> None:
    reading = read()
    title = next(c for c in reading.candidates if c.shape.s.number == 0)
    assert [t.value for t in times_near(title, reading)] == ["2026-03-10"]


def test_what_goes_on_for_more_than_a_year_is_background() -> None:
    reading, decider = read(OPENED), decider_with({})
    since = next(t for t in reading.times if t.value.startswith("2013"))
    blockade = [c for c in reading.candidates if c.shape.s.number == reading.candidates[-1].shape.s.number]
    assert since.last == "2026-03-11"
    assert decider.background(blockade, since, reading)
    assert not decider.background(blockade, structs.replace(since, first="2025-12-01"), reading)


def test_the_choice_sees_what_was_seen_of_the_time_and_of_the_mention() -> None:
    dates = offered()
    timed = next(o for o in dates.options if o.time is not None and o.chances)
    assert any(name.startswith("own>back:") for name in names_of(dates.features(timed)))
    assert any(name.startswith("past>rule:") for name in names_of(dates.features(dates.options[-1])))
    assert not any(name.startswith("past>in:") for name in names_of(dates.features(dates.options[-1])))


COMPARED = """النرويج تقصف ميناء لاغوس

{}
"""


@pytest.mark.parametrize(
    ("sentence", "offers"),
    [
        ("قصفت النرويج ميناء لاغوس في غارات هي الأعنف منذ عام 2019.", False),
        ("قصفت النرويج ميناء لاغوس للمرة الأولى منذ اندلاع الأزمة عام 2019.", False),
        ("تقصف النرويج ميناء لاغوس منذ عام 2019.", True),
        ("قتل أكثر من خمسين بحارا في قصف نرويجي لميناء لاغوس منذ عام 2019.", True),
    ],
)
def test_what_an_act_is_measured_against_does_not_date_it(sentence: str, offers: bool) -> None:
    reading = read(COMPARED.format(sentence))
    second = [c for c in reading.candidates if c.shape.s.number == 1]
    assert second
    assert all(any(t.value.startswith("2019") for t in times_near(c, reading)) is offers for c in second)


@pytest.mark.parametrize(("published", "seen"), [("2026-03-11", "1"), ("2026-03-10", "0"), ("2026-03-20", "3")])
def test_how_long_before_publication_an_article_opens(published: str, seen: str) -> None:
    text = "النرويج تقصف ميناء لاغوس\n\nقصفت النرويج الميناء في 10 مارس 2026.\n\nوأدانت السويد القصف.\n"
    reading = read(text, published)
    merged = merge_mentions(reading, decider_with({}))
    passages = Passages([c for d in merged for c in d.candidates], reading)
    blame = next(d for d in merged if d.lead.entry.type == "ACCUSE")
    dates = Dates(blame.candidates, passages)
    told = {o.value: set(names_of(dates.features(o))) for o in dates.options}
    assert f"news|opens:{seen}" in told[NEWS]
    assert f"day|opens:{seen}" in told["2026-03-10"]
    assert (f"news|opens:{seen}|True" in told[NEWS]) == (published == "2026-03-10")  # its own day is named
