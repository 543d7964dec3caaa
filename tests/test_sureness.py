"""How sure a participant is of its part: told with every actor and recipient, and shown where it is little."""

from __future__ import annotations

from msgspec import structs

from coding_checks import demo_articles, demo_coding
from marsad.coding.sides import sureness
from marsad.types import Entity
from marsad.view.facts import is_doubtful, summary
from marsad.view.labels import load_labels


def test_it_rises_with_the_chance_and_stays_a_chance() -> None:
    found = [sureness(n / 100) for n in range(101)]
    assert found == sorted(found)
    assert 0 < found[0] <= found[-1] < 1


def test_every_participant_of_an_article_has_it_and_no_source() -> None:
    events = [e for doc in demo_articles() for e in demo_coding(doc).events]
    sides = [x for e in events for x in (*e.actor, *e.recipient)]
    known = [x.confidence for x in sides if x.confidence is not None]
    assert len(known) > 0.9 * len(sides)  # the rest was taken over from another act
    assert all(0 < x < 1 for x in known)
    assert all(x.confidence is None for e in events for x in e.chain)


def test_a_summary_leaves_the_doubtful_out_beside_others() -> None:
    event = next(e for doc in demo_articles() for e in demo_coding(doc).events if e.actor and e.recipient)
    first, second = (structs.replace(event.actor[0], country=c, name=None) for c in ("ISL", "NOR"))
    for confidence, shown in ((0.28, "Iceland"), (0.9, "Iceland, Norway")):
        sides = (structs.replace(first, confidence=0.3), structs.replace(second, confidence=confidence))
        told = summary(structs.replace(event, actor=sides, recipient=()), load_labels("en"))
        assert told == shown


def test_up_to_a_half_is_doubtful() -> None:
    def entity(confidence: float | None) -> Entity:
        return Entity(start=0, end=1, text="x", confidence=confidence)

    assert [is_doubtful(entity(x)) for x in (None, 0.28, 0.5, 0.51, 0.9)] == [False, True, True, False, False]
