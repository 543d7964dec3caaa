"""Rows in the column layout of POLECAT (40 columns)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from marsad.export.cells import Value
from marsad.export.codes import countries
from marsad.export.dates import days_of
from marsad.export.rows import Fill, day, outlet_of, point_of, unique
from marsad.export.told import Happening
from marsad.types import Entity, Event, Place

_LANGUAGES = {"ar": "Arabic", "en": "English", "fa": "Persian", "fr": "French"}


def left_out(happening: Happening) -> str | None:
    """Every happening fits: PLOVER's contexts say what is history, announced, possible or denied."""
    return None


def contexts_of(event: Event) -> tuple[str, ...]:
    """The contexts, with the auxiliary ones: historical, future, hypothetical, negated."""
    status = () if event.status == "asserted" else (event.status,)
    return (*event.context, *(("historical",) if event.historical else ()), *status)


def _party(name: str, role: Callable[[Event], tuple[Entity, ...]]) -> Fill:
    def each(get: Callable[[Entity], str | None]) -> Callable[[Happening], Value]:
        return lambda happening: tuple(get(entity) for entity in role(happening.lead.event))

    def codes(entity: Entity) -> str | None:
        known = countries().get(entity.country or "")
        return str(known.cow) if known and known.cow else None

    def primary(happening: Happening) -> Value:
        return next((entity.sector for entity in role(happening.lead.event) if entity.sector), None)

    return {
        f"{name} Name": each(lambda entity: entity.name.en if entity.name else None),
        f"{name} Country": each(lambda entity: entity.country),
        f"{name} COW": each(codes),
        f"Primary {name} Sector": primary,
        f"{name} Sectors": each(lambda entity: entity.sector),
        f"{name} Name Raw": each(lambda entity: entity.text),
    }


def _named(*prefixes: str) -> Callable[[Happening], Value]:
    """The names of all entities of the article whose identity begins so."""

    def fill(happening: Happening) -> Value:
        events = happening.lead.report.coding.events
        entities = (x for event in events for x in (*event.actor, *event.recipient, *event.chain))
        return unique(x.name.en for x in entities if x.name and (x.id or "").startswith(prefixes))

    return fill


def _locations(happening: Happening) -> Value:
    places = (event.place for event in happening.lead.report.coding.events)
    return unique(place.name.en for place in places if place and place.name)


def _name(place: Place | None, *precisions: str) -> str | None:
    return place.name.en if place and place.name and place.precision in precisions else None


def _geonames(place: Place | None) -> int | None:
    prefix, _, number = (place.id or "").partition(":") if place else ("", "", "")
    return int(number) if prefix == "gn" and number.isdecimal() else None


def _date(event: Event) -> date | None:
    days = days_of(event.date)
    return days.first if days and days.precision == "day" else None


def _of(get: Callable[[Event], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.event)


def _version(happening: Happening) -> str:
    versions = happening.lead.report.coding.versions
    return f"marsad {versions.coder}, data {versions.data[:12]}"


FILL: Fill = {
    "Event ID": lambda h: h.key,
    "Event Date": _of(_date),
    "Event Type": _of(lambda e: e.type),
    "Event Mode": _of(lambda e: tuple(f"{e.type}-{mode}" for mode in e.mode)),
    "Intensity": _of(lambda e: float(e.score)),
    "Quad Code": _of(lambda e: e.quad.upper()),
    "Contexts": _of(contexts_of),
    **_party("Actor", lambda e: e.actor),
    **_party("Recipient", lambda e: e.recipient),
    "Placename": _of(lambda e: e.place.name.en if e.place and e.place.name else None),
    "City": _of(lambda e: _name(e.place, "town")),
    "Province": _of(lambda e: _name(e.place, "admin1")),
    "Country": _of(lambda e: e.place.country if e.place else None),
    "Latitude": _of(lambda e: (point_of(e) or (None, None))[0]),
    "Longitude": _of(lambda e: (point_of(e) or (None, None))[1]),
    "GeoNames ID": _of(lambda e: _geonames(e.place)),
    "Raw Placename": _of(lambda e: e.place.text if e.place else None),
    "Source": lambda h: outlet_of(h.lead.report),
    "Publication Date": lambda h: day(h.lead.report.coding.published.date),
    "Story People": _named("person."),
    "Story Organizations": _named("org."),
    "Story Locations": _locations,
    "Language": lambda h: _LANGUAGES.get(h.lead.report.kept.language, h.lead.report.kept.language),
    "Version": _version,
}
