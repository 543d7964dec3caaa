"""Rows in the column layout of ACLED exports (31 columns)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from marsad.export.cells import Value
from marsad.export.codes import AcledType, acled_types, countries, disorder_types
from marsad.export.dates import days_of
from marsad.export.dead import low_of
from marsad.export.evidence import sentence_of
from marsad.export.rows import Fill, outlets_of, point_of
from marsad.export.sides import label, sector_of, sides_of
from marsad.export.told import Happening, number_of
from marsad.types import Entity, Event

# ACLED's kinds of actor, in the order of their numbers.
_KINDS = (
    "State forces", "Rebel group", "Political militia", "Identity militia",
    "Rioters", "Protesters", "Civilians", "External/Other forces",
)  # fmt: skip
_ABROAD = frozenset({"UNO", "EUR", "IGO", "MNC"})
_CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
_UNARMED = frozenset({"", "OPP", "PTY"})
_NONE = AcledType("none", "", "")


def left_out(happening: Happening) -> str | None:
    """Why a happening cannot be a row of this layout; None when it can."""
    event = happening.lead.event
    if event.status != "asserted":
        return f"status {event.status}: the layout has no column for it"
    if acled_types().get((event.type, _mode(event)), _NONE).rule == "none":
        return f"{'/'.join([event.type, *event.mode[:1]])}: ACLED has no such event"
    days = days_of(event.date)
    if days is None or (days.last - days.first).days > 31:
        return "no date that is known to the month"
    return None


def acled_type(event: Event) -> AcledType:
    """ACLED's type; both names are empty where the participants that decide are not known."""
    found = acled_types().get((event.type, _mode(event)), _NONE)
    if found.rule != "sides":
        return found
    sides = sides_of(event)
    if any(sector_of(entity).civilian for entity in sides.second):
        return AcledType("sides", "Violence against civilians", "Attack")
    if sides.first and sides.second and all(sector_of(e).armed for e in (*sides.first, *sides.second)):
        return AcledType("sides", "Battles", "Armed clash")
    return AcledType("sides", "", "")


def kind_of(entity: Entity | None, event: Event) -> str | None:
    """ACLED's kind of actor; None where sector or place leave it open."""
    if entity is None:
        return None
    crowd = _CROWDS.get(acled_type(event).event)
    if crowd and entity in (event.actor if event.type == "PROTEST" else event.recipient):
        sector = sector_of(entity)
        if sector.civilian or (entity.sector or "") in _UNARMED:
            return crowd
    if entity.country in _ABROAD:
        return _KINDS[7]
    if entity.country == "NGO":
        return _KINDS[6]
    kind = sector_of(entity).acled
    if kind == "state":
        if event.place is None or event.place.country is None or entity.country is None:
            return None
        return _KINDS[0] if event.place.country == entity.country else _KINDS[7]
    return kind or None


def interaction_of(event: Event) -> str | None:
    """Both kinds, the one with the lower number first; None unless all sides named are known."""
    first, second = (side[0] if side else None for side in sides_of(event))
    kinds = [kind_of(entity, event) for entity in (first, second) if entity is not None]
    if not kinds or None in kinds:
        return None
    ordered = sorted((kind for kind in kinds if kind), key=_KINDS.index)
    return "-".join(ordered) if len(ordered) > 1 else f"{ordered[0]} only"


def _mode(event: Event) -> str:
    return event.mode[0] if event.mode else ""


def _day(event: Event) -> date | None:
    days = days_of(event.date)
    return days.middle if days else None


def _time_precision(event: Event) -> int | None:
    days = days_of(event.date)
    if days is None:
        return None
    length = (days.last - days.first).days
    return 1 if length == 0 else 2 if length < 7 else 3


def _side(number: int, event: Event) -> tuple[Entity, ...]:
    return sides_of(event)[number]


def _targets_civilians(event: Event) -> str | None:
    violent = disorder_of(event) == "Political violence"
    civilian = any(sector_of(entity).civilian for entity in _side(1, event))
    return "Civilian targeting" if violent and civilian else None


def disorder_of(event: Event) -> str | None:
    """ACLED's disorder type; an assault is political violence whoever took part in it."""
    found = acled_type(event)
    table = disorder_types()
    known = table.get((found.event, found.sub_event)) or table.get((found.event, ""))
    return known or ("Political violence" if event.type == "ASSAULT" else None)


def _id(happening: Happening) -> str:
    country = _country(happening.lead.event)
    return f"{country if country in countries() else ''}{number_of(happening.key)}"


def _notes(happening: Happening) -> str | None:
    sentence = sentence_of(happening.lead.report.kept.article, happening.lead.event)
    return sentence.text if sentence else None


def _timestamp(happening: Happening) -> int | None:
    try:
        made = datetime.fromisoformat(happening.lead.report.coded)
    except ValueError:
        return None
    return int((made if made.tzinfo else made.replace(tzinfo=UTC)).timestamp())


def _tags(event: Event) -> tuple[str, ...]:
    said = tuple(f"according to: {label(entity)}" for entity in event.chain)
    past = ("historical",) if event.historical else ()
    return (*event.context, *past, *said, f"confidence: {event.confidence:.2f}")


def _of(get: Callable[[Event], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.event)


def _country(event: Event) -> str:
    return event.place.country or "" if event.place else ""


def _place_name(event: Event, *precisions: str) -> str | None:
    place = event.place
    if place is None or place.precision not in precisions:
        return None
    return place.name.en if place.name else place.text


def _geo_precision(event: Event) -> int | None:
    precision = event.place.precision if event.place else None
    return 1 if precision in ("exact", "town") else 3 if precision in ("admin1", "region") else None


FILL: Fill = {
    "event_id_cnty": _id,
    "event_date": _of(_day),
    "year": _of(lambda e: day.year if (day := _day(e)) else None),
    "time_precision": _of(_time_precision),
    "disorder_type": _of(disorder_of),
    "event_type": _of(lambda e: acled_type(e).event or None),
    "sub_event_type": _of(lambda e: acled_type(e).sub_event or None),
    "actor1": _of(lambda e: label(_side(0, e)[0]) if _side(0, e) else None),
    "assoc_actor_1": _of(lambda e: tuple(label(x) for x in _side(0, e)[1:])),
    "inter1": _of(lambda e: kind_of(next(iter(_side(0, e)), None), e)),
    "actor2": _of(lambda e: label(_side(1, e)[0]) if _side(1, e) else None),
    "assoc_actor_2": _of(lambda e: tuple(label(x) for x in _side(1, e)[1:])),
    "inter2": _of(lambda e: kind_of(next(iter(_side(1, e)), None), e)),
    "interaction": _of(interaction_of),
    "civilian_targeting": _of(_targets_civilians),
    "iso": _of(lambda e: countries()[_country(e)].numeric if _country(e) in countries() else None),
    "region": _of(lambda e: countries()[_country(e)].acled_region if _country(e) in countries() else None),
    "country": _of(lambda e: countries()[_country(e)].name if _country(e) in countries() else None),
    "admin1": _of(lambda e: _place_name(e, "admin1")),
    "location": _of(lambda e: _place_name(e, "exact", "town", "admin1", "region")),
    "latitude": _of(lambda e: (point_of(e) or (None, None))[0]),
    "longitude": _of(lambda e: (point_of(e) or (None, None))[1]),
    "geo_precision": _of(_geo_precision),
    "source": outlets_of,
    "notes": _notes,
    "fatalities": _of(low_of),
    "tags": _of(_tags),
    "timestamp": _timestamp,
}
