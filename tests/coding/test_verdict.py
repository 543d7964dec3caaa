"""What was merged is judged once more as a whole; lone sentences are judged by their surest word."""

from __future__ import annotations

from msgspec import structs

from marsad.coding.coder import Reading, draft_events, merge_mentions
from marsad.coding.decide import LearnedDecider, event_context
from marsad.coding.merge import Draft
from marsad.coding.model import SideBySide, load_weights, names_of
from marsad.coding.verdict import Field, Most, side_features
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

ARTICLE = """النرويج تقصف ميناء لاغوس

قصفت النرويج ميناء لاغوس فجر الثلاثاء.

وأدانت آيسلندا القصف، ودعت إلى وقف القتال.

وقال وزير الخارجية الأيسلندي: "نطالب النرويج بسحب سفنها من المنطقة فورا".
"""


def read(text: str) -> Reading:
    return read_article(read_text(text, "a", Metadata(published="2026-03-10")))[0]


def decider_with(verdict: dict[str, float]) -> LearnedDecider:
    known = load_weights()
    floors = {**known.thresholds, "verdict": 0.5, "mention": 0.2}
    return LearnedDecider(structs.replace(known, verdict=verdict, thresholds=floors))


def judged(text: str) -> tuple[list[Draft], list[set[str]]]:
    """The merged mentions of an article, all of a type together, and the features of each."""
    reading = read(text)
    known = decider_with({"bias": 1.0})
    together = LearnedDecider(structs.replace(known.w, merge={"bias": 5.0}))
    merged = merge_mentions(reading, together)
    field = Field(merged, event_context(reading), reading)
    return merged, [set(names_of(field.features(n))) for n in range(len(merged))]


def of_type(text: str, kind: str) -> set[str]:
    merged, features = judged(text)
    return next(f for d, f in zip(merged, features, strict=True) if d.lead.entry.type == kind)


def test_where_the_mentions_stand() -> None:
    raid = of_type(ARTICLE, "ASSAULT")
    assert {"title:True|True", "head:True|ASSAULT", "mentions>2"} <= raid
    assert "first>1" not in raid
    blame = of_type(ARTICLE, "ACCUSE")
    assert {"title:False|False", "first>2", "alone:True|ACCUSE"} <= blame
    assert "mentions>2" not in blame


def test_what_is_said_in_a_quotation() -> None:
    text = ARTICLE.replace("وأدانت آيسلندا القصف، ودعت إلى وقف القتال.", "وأدانت آيسلندا القصف.")
    assert "quoted:True|REQUEST" in of_type(text, "REQUEST")
    assert "quoted:False|ACCUSE" in of_type(text, "ACCUSE")


def test_the_events_beside() -> None:
    merged, features = judged(ARTICLE)
    assert all("events>3" in f for f in features) == (sum(d.lead.probability >= 0.4 for d in merged) >= 3)
    assert "strongest:True|ASSAULT" in of_type(ARTICLE, "ASSAULT")


def test_the_weights_decide_over_the_merged_event() -> None:
    assert draft_events(read(ARTICLE), decider_with({"bias": -5.0})) == []
    kept = draft_events(read(ARTICLE), decider_with({"head:True|ASSAULT": 3.0, "bias": -1.0}))
    assert [d.lead.entry.type for d in kept] == ["ASSAULT"]
    assert kept[0].chance > 0.8


def test_a_word_too_weak_alone_is_kept_when_the_whole_is_likely() -> None:
    reading = read(ARTICLE)
    weak = decider_with({"bias": 5.0})
    floors = {**weak.w.thresholds, "event": 2.0, "event:ASSAULT": 2.0}
    kept = draft_events(reading, LearnedDecider(structs.replace(weak.w, thresholds=floors)))
    assert kept
    assert not any(d.own for d in kept)


def test_a_lone_sentence_is_judged_by_its_surest_word() -> None:
    known = decider_with({"bias": -5.0})
    floors = {**known.w.thresholds, "event:ASSAULT": 0.1, "mention": 0.1}
    decider = LearnedDecider(structs.replace(known.w, thresholds=floors))
    kept = draft_events(read("قصفت النرويج ميناء لاغوس فجر الثلاثاء."), decider)
    assert [d.lead.entry.type for d in kept] == ["ASSAULT"]
    assert kept[0].chance == kept[0].lead.probability


def test_without_weights_for_it_the_words_decide() -> None:
    kept = draft_events(read(ARTICLE), decider_with({}))
    assert kept
    assert all(d.own and d.chance == d.lead.probability for d in kept)


def test_no_sides_are_decided_of_what_cannot_be_an_event() -> None:
    found = merge_mentions(read(ARTICLE), decider_with({"bias": -20.0}), drop=True)
    assert found
    assert all(d.hopeless for d in found)
    likely = merge_mentions(read(ARTICLE), decider_with({"bias": -20.0, "sides:1|1": 25.0}), drop=True)
    assert likely
    assert not any(d.hopeless for d in likely)  # with somebody on both sides it may be one


def test_the_same_events_stay_when_sides_are_decided_of_all() -> None:
    decider = LearnedDecider(load_weights())
    kept = draft_events(read(ARTICLE), decider)
    reading = read(ARTICLE)
    slow = decider.confirm(merge_mentions(reading, decider), reading)
    assert [(d.lead.first, d.chance, len(d.actors), len(d.recipients)) for d in kept] == [
        (d.lead.first, d.chance, len(d.actors), len(d.recipients)) for d in slow
    ]


def test_nobody_weighs_more_than_the_most() -> None:
    weights = load_weights().verdict
    table, most = SideBySide(weights), Most(weights)
    for d in merge_mentions(read(ARTICLE), LearnedDecider(load_weights())):
        assert table.total(side_features(d)) <= most.units(d, rises=False) <= most.units(d, rises=True)
