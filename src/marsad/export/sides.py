"""Who stands on which side of an event, for layouts that know exactly two sides."""

from __future__ import annotations

from typing import NamedTuple

from marsad.export.codes import Sector, countries, sectors
from marsad.types import Entity, Event

# The coder's reason for an event without recipient in which the actors face each other.
_MUTUAL = "all sides are actors"
_NOBODY = Sector("", False, False, "")


class Sides(NamedTuple):
    """The first and the second side; the first of each is the one that gets the columns, the rest goes with it."""

    first: tuple[Entity, ...]
    second: tuple[Entity, ...]


def sides_of(event: Event) -> Sides:
    """Actors against recipients; where all sides are actors, the first of them against the others."""
    if not event.recipient and len(event.actor) > 1 and event.reasons.get("recipient") == _MUTUAL:
        return Sides(event.actor[:1], event.actor[1:])
    return Sides(event.actor, event.recipient)


def sector_of(entity: Entity) -> Sector:
    """What the entity's sector is elsewhere."""
    return sectors().get(entity.sector or "", _NOBODY)


def is_state(entity: Entity) -> bool:
    """Whether it is the armed arm or the government of a state."""
    found = sector_of(entity)
    return found.acled == "state" and found.armed and (entity.country or "") in countries()


def english(entity: Entity) -> str | None:
    """Its English name, or that of its country; None for one known by its words only."""
    if entity.name is not None and entity.name.en and entity.name.en != entity.id:
        return entity.name.en
    known = countries().get(entity.country or "")
    return known.name if known else None


def label(entity: Entity) -> str:
    """Its English name, or else its words."""
    if entity.name is not None and entity.name.en and entity.name.en != entity.id:
        return entity.name.en
    return entity.text
