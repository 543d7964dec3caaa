"""Rows in the column layout of UCDP GED (49 columns)."""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from marsad.export.cells import Value
from marsad.export.codes import countries
from marsad.export.dates import days_of
from marsad.export.dead import best_of, high_of, low_of
from marsad.export.rows import Fill, addresses, outlet_of, outlets_of, point_of, title_of, unique
from marsad.export.sides import is_state, label, sector_of, sides_of
from marsad.export.told import Happening, number_of
from marsad.types import Entity, Event

# Modes of ASSAULT that need not kill; UCDP counts lethal events only.
_NOT_LETHAL = frozenset({"abduct", "beat", "torture", "sexual", "destroy", "crowd-control"})
_WHERE = {"exact": 1, "town": 1, "admin1": 4, "region": 5, "country": 6}
_LONGEST = ((0, 1), (5, 2), (6, 3), (30, 4), (365, 5))  # days after the first, precision of the date


def left_out(happening: Happening) -> str | None:
    """Why a happening cannot be a row of this layout; None when it can."""
    event = happening.lead.event
    if event.type != "ASSAULT":
        return f"{event.type}: UCDP has organised violence only"
    if event.status != "asserted":
        return f"status {event.status}: the layout has no column for it"
    if event.mode and set(event.mode) <= _NOT_LETHAL:
        return f"ASSAULT/{event.mode[0]}: it need not kill, and UCDP has lethal events only"
    if days_of(event.date) is None:
        return "no date"
    return None


def violence(event: Event) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where a side that decides is not known."""
    first, second = sides_of(event)
    if not second:
        return None
    if any(sector_of(entity).civilian for entity in second):
        return 3 if not first or sector_of(first[0]).armed else None
    if not first or not (sector_of(first[0]).armed and sector_of(second[0]).armed):
        return None
    return 1 if is_state(first[0]) or is_state(second[0]) else 2


def dyad(event: Event) -> tuple[Entity | None, Entity | None]:
    """Side A and side B: the government is side A of a state-based conflict, the attacker of any other."""
    first, second = (side[0] if side else None for side in sides_of(event))
    if violence(event) == 1 and first is not None and second is not None and not is_state(first):
        return second, first
    return first, second


def side_name(entity: Entity | None) -> str | None:
    """The name of a side as UCDP writes it: "Government of …", "Civilians", or the name of the group."""
    if entity is None:
        return None
    if is_state(entity):
        return f"Government of {countries()[entity.country or ''].name}"
    return "Civilians" if sector_of(entity).civilian else label(entity)


def cell_of(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell (half a degree wide, counted from the south-west) of a point."""
    row = min(359, floor((latitude + 90) * 2))
    column = min(719, floor((longitude + 180) * 2))
    return row * 720 + column + 1


def _gw(entity: Entity | None) -> int | None:
    if entity is None or not is_state(entity):
        return None
    return countries()[entity.country or ""].gw


def _of(get: Callable[[Event], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.event)


def _date_precision(event: Event) -> int | None:
    days = days_of(event.date)
    if days is None:
        return None
    length = (days.last - days.first).days
    return next((precision for longest, precision in _LONGEST if length <= longest), None)


def _moment(event: Event, end: int) -> str | None:
    days = days_of(event.date)
    return f"{days[end]} 00:00:00.000" if days else None


def _article(happening: Happening) -> tuple[str, ...]:
    found = []
    for told in happening.tolds:
        report = told.report
        day, title = report.coding.published.date, title_of(report)
        where = next(iter(addresses(report)), None)
        parts = [outlet_of(report), day, title, where]
        found.append(", ".join(part for part in parts if part) or report.coding.doc)
    return unique(found)


def _chains(happening: Happening) -> tuple[str, ...]:
    return unique(" < ".join(label(entity) for entity in told.event.chain) for told in happening.tolds)


def _where(event: Event) -> str | None:
    return event.place.name.en if event.place and event.place.name else event.place.text if event.place else None


def _admin1(event: Event) -> str | None:
    return _where(event) if event.place and event.place.precision == "admin1" else None


def _code(event: Event) -> str:
    return event.place.country or "" if event.place else ""


FILL: Fill = {
    "id": lambda h: number_of(h.key),
    "relid": lambda h: h.key,
    "year": _of(lambda e: days.first.year if (days := days_of(e.date)) else None),
    "type_of_violence": _of(violence),
    "dyad_name": _of(lambda e: " - ".join(name for name in map(side_name, dyad(e)) if name) if all(dyad(e)) else None),
    "side_a": _of(lambda e: side_name(dyad(e)[0])),
    "side_b": _of(lambda e: side_name(dyad(e)[1])),
    "number_of_sources": lambda h: max(len(h.tolds), len(outlets_of(h))),
    "source_article": _article,
    "source_office": outlets_of,
    "source_date": lambda h: unique(told.report.coding.published.date for told in h.tolds),
    "source_headline": lambda h: unique(title_of(told.report) for told in h.tolds),
    "source_original": _chains,
    "where_prec": _of(lambda e: _WHERE.get(e.place.precision or "") if e.place else None),
    "where_coordinates": _of(_where),
    "where_description": _of(lambda e: e.place.text if e.place else None),
    "adm_1": _of(_admin1),
    "latitude": _of(lambda e: (point_of(e) or (None, None))[0]),
    "longitude": _of(lambda e: (point_of(e) or (None, None))[1]),
    "geom_wkt": _of(lambda e: f"POINT ({at[1]!r} {at[0]!r})" if (at := point_of(e)) else None),
    "priogrid_gid": _of(lambda e: cell_of(*at) if (at := point_of(e)) else None),
    "country": _of(lambda e: countries()[_code(e)].name if _code(e) in countries() else None),
    "country_id": _of(lambda e: countries()[_code(e)].gw if _code(e) in countries() else None),
    "region": _of(lambda e: countries()[_code(e)].ucdp_region if _code(e) in countries() else None),
    "date_prec": _of(_date_precision),
    "date_start": _of(lambda e: _moment(e, 0)),
    "date_end": _of(lambda e: _moment(e, 1)),
    "best": _of(best_of),
    "high": _of(high_of),
    "low": _of(low_of),
    "gwnoa": _of(lambda e: _gw(dyad(e)[0])),
    "gwnob": _of(lambda e: _gw(dyad(e)[1])),
}
