"""What the weights see of those who may stand in the chain of an event."""

from __future__ import annotations

from dataclasses import replace

from marsad.coding.chains import Link, Sources, _behind, _step, _whereabouts, find_links, merge_links
from marsad.coding.coder import Reading
from marsad.coding.model import names_of
from marsad.coding.speaker import same_speaker
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

BOTH = (
    "قصف على مدينة إدلب\n\nشن الجيش السوري غارة على مدينة إدلب يوم الاثنين.\n"
    "وقالت وزارة الخارجية النرويجية إن الجيش السوري شن غارة على مدينة إدلب."
)
TOLD = "أنباء من إدلب\n\nقالت وزارة الخارجية النرويجية إن الجيش السوري شن غارة على مدينة إدلب.\n"


def sources(text: str) -> tuple[Reading, list[Link], Sources]:
    reading, _ = read_article(read_text(text, "x", Metadata(published="2026-03-02")))
    strikes = [c for c in reading.candidates if c.entry.type == "ASSAULT" and c.form == "noun"]
    links = find_links(strikes, [], reading)
    return reading, links, Sources(links, strikes, [m for m in reading.mentions[-1] if m.country == "SYR"][:1])


def seen(text: str) -> set[str]:
    _, links, of = sources(text)
    ministry = [x for x in links if x.mention.country == "NOR" and x.speech.rule == "report-verb"]
    return set(names_of(of.features(ministry[0])))


def test_a_speaker_of_all_mentions_is_told_from_one_beside_the_narrator() -> None:
    assert "free:False|all|True" in seen(TOLD)
    assert "free:True|half|True" in seen(BOTH)


def test_the_first_mention_told_by_the_narrator_is_free() -> None:
    assert "firstfree:True|False|True" in seen(BOTH)
    assert "firstfree:False|True|True" in seen(TOLD)


def whereabouts(text: str, actor: str) -> str:
    reading, links, _ = sources(text)
    link = next(x for x in links if x.mention.country == "NOR")
    named = [m for found in reading.mentions for m in found if m.country == actor and m.first > link.speech.at]
    return _whereabouts(named[0] if named else None, link)


def test_where_the_actor_is_named_seen_from_the_report() -> None:
    assert whereabouts(TOLD, "SYR") == "in|before|other"
    assert whereabouts(TOLD, "NOR") == "near|before|land"
    assert whereabouts(TOLD, "FRA") == "none"


def test_how_far_behind_the_beginning_of_what_is_said() -> None:
    _, links, _ = sources(TOLD)
    told = next(x for x in links if x.speech.rule == "report-verb")
    assert _step(told) == 2
    assert _step(told._replace(speech=replace(told.speech, trailing=True))) == -1


NAMED = (
    "النرويج: الجيش السوري شن غارة على مدينة إدلب\n\n"
    "قالت وزارة الخارجية النرويجية إن الجيش السوري شن غارة على مدينة إدلب.\n"
    "وأضافت الوزارة أن الغارة دمرت جسرا في إدلب.\n"
)


def shown(surest: int) -> list[str]:
    """The words of the chain when the report that stands at this place among all is the surest."""
    reading, links, _ = sources(NAMED)
    ministry = [x for x in links if same_speaker(x.mention, links[-1].mention)]
    assert len(ministry) > 1
    judged = [(0.9 if n == surest % len(ministry) else 0.6, x) for n, x in enumerate(ministry)]
    return [reading.a.text[slice(*reading.a.span(m.first, m.last))] for m in merge_links(judged, 0.5, reading)]


def test_a_source_is_pointed_at_where_a_report_of_the_body_first_names_him() -> None:
    assert shown(0) == shown(-1) == ["وزارة الخارجية النرويجية"]


def test_a_source_of_the_headline_alone_is_pointed_at_there() -> None:
    reading, links, _ = sources(NAMED)
    title = [x for x in links if x.speech.rule == "colon"]
    chain = merge_links([(0.8, x) for x in title], 0.5, reading)
    assert [m.country for m in chain] == ["NOR"]
    assert [m.first for m in chain] == [0]


def test_an_unlikely_source_is_left_out() -> None:
    reading, links, _ = sources(NAMED)
    assert merge_links([(0.4, x) for x in links], 0.5, reading) == []


def side(text: str, noun: str) -> str:
    """On which side of the ministry's report the strike named by this word stands."""
    reading, links, _ = sources(text)
    found = [x for x in links if x.mention.country == "NOR" and x.speech.rule == "report-verb"]
    return next(_behind(x) for x in found if reading.a.words[x.candidate.first].surface == noun)


def test_why_a_report_ended_before_a_mention() -> None:
    said = "قالت وزارة الخارجية النرويجية إن السفن غادرت"
    title = "أنباء من إدلب\n\n"
    assert side(f"{title}{said} بعد غارة على مدينة إدلب.", "غارة") == "in"
    assert side(f"{title}{said}، وذلك بعد غارة على مدينة إدلب.", "غارة") == "aside"
    assert side(f"{title}{said}، وقال الجيش السوري إن غارة وقعت على مدينة إدلب.", "غارة") == "closed"
    assert side(f"{title}بعد غارة على مدينة إدلب {said}.", "غارة") == "before"


def test_a_short_source_stands_for_where_it_was_told_of_first() -> None:
    text = (
        "أنباء من إدلب\n\nقال مصدر مطلع لوكالة رويترز إن السفن غادرت.\n"
        "وأضاف المصدر أن الجيش السوري شن غارة على مدينة إدلب."
    )
    reading, links, _ = sources(text)
    named = [reading.a.text[slice(*reading.a.span(x.mention.first, x.mention.last))] for x in links]
    assert named == ["مصدر مطلع"] + ["لوكالة رويترز"] * (len(named) - 1)
    short = next(m for m in reading.mentions[-1] if m.origin is not None)
    assert short.shown is short  # a quotation keeps the words that stand there
