"""Rows in the column layout of GDELT 2.0 events (61 columns, no header)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from marsad.export.cells import Value
from marsad.export.codes import countries, groups, quad_classes
from marsad.export.dates import days_of
from marsad.export.rows import Fill, addresses, outlets_of, point_of
from marsad.export.sides import english, sector_of, sides_of
from marsad.export.told import Happening, number_of
from marsad.types import Entity, Event, Place

_ROLES = 3  # Actor1Type1Code to Actor1Type3Code


def left_out(happening: Happening) -> str | None:
    """Why a happening cannot be a row of this layout; None when it can."""
    event = happening.lead.event
    if event.status != "asserted":
        return f"status {event.status}: the layout has no column for it"
    if not event.actor and not event.recipient:
        return "neither actor nor recipient is known"
    return None


def roles_of(entity: Entity) -> tuple[str, ...]:
    """CAMEO role codes: of an organisation above states, then of the sector; an unknown attacker is UAF."""
    group = groups().get(entity.country or "")
    found = (group.role if group else "", sector_of(entity).cameo)
    return tuple(dict.fromkeys(code for code in found if code))[:_ROLES]


def known_group(entity: Entity) -> str | None:
    """CAMEO's code of an organisation that has one."""
    group = groups().get(entity.country or "")
    return (group.group or None) if group else None


def country_of(entity: Entity) -> str | None:
    """The country's ISO code, which CAMEO shares; None for what is no state."""
    return entity.country if entity.country in countries() else None


def actor_code(entity: Entity) -> str | None:
    """Country, role codes and known group in one, as GDELT puts them together: USAGOV, IGOUNO."""
    roles, group = roles_of(entity), known_group(entity)
    parts = (country_of(entity) or "", *(roles[:1] if group else ()), group or "", *(roles[1:] if group else roles))
    return "".join(parts) or None


def _columns(number: int) -> Fill:
    """The columns of Actor1 (0) or Actor2 (1)."""

    def of(get: Callable[[Entity], Value]) -> Callable[[Happening], Value]:
        def fill(happening: Happening) -> Value:
            side = sides_of(happening.lead.event)[number]
            return get(side[0]) if side else None

        return fill

    def role(position: int) -> Callable[[Entity], Value]:
        return lambda entity: next(iter(roles_of(entity)[position : position + 1]), None)

    name = f"Actor{number + 1}"
    return {
        f"{name}Code": of(actor_code),
        f"{name}Name": of(lambda entity: found.upper() if (found := english(entity)) else None),
        f"{name}CountryCode": of(country_of),
        f"{name}KnownGroupCode": of(known_group),
        **{f"{name}Type{n + 1}Code": of(role(n)) for n in range(_ROLES - 1)},
    }


def fraction_of(day: date) -> float:
    """The year with the part of it that is over, as GDELT's codebook reckons it: months of thirty days."""
    return round(day.year + min(0.9999, ((day.month - 1) * 30 + day.day) / 365), 4)


def _day(event: Event) -> date | None:
    days = days_of(event.date)
    return days.first if days and days.precision == "day" else None


def _month(event: Event) -> int | None:
    days = days_of(event.date)
    if days is None or (days.first.year, days.first.month) != (days.last.year, days.last.month):
        return None
    return days.first.year * 100 + days.first.month


def _year(event: Event) -> int | None:
    days = days_of(event.date)
    return days.first.year if days and days.first.year == days.last.year else None


def is_root(happening: Happening) -> int:
    """1 when its words stand in the headline or the first paragraph of a report."""
    for told in happening.tolds:
        blocks = told.report.coding.blocks
        lead = next((b for b in blocks if b.kind in ("lead", "paragraph")), None)
        top = [b for b in blocks if b.kind == "title" or b is lead]
        if any(b.start <= words.start < b.end for b in top for words in told.event.mentions):
            return 1
    return 0


def geo_type(place: Place | None) -> int:
    """1 country, 2 and 3 state and town of the United States, 5 and 4 elsewhere, 0 for none."""
    if place is None:
        return 0
    home = place.country == "USA"
    match place.precision:
        case "country":
            return 1
        case "admin1":
            return 2 if home else 5
        case "town" | "exact":
            return 3 if home else 4
    return 0


def _full_name(event: Event) -> str | None:
    place = event.place
    if place is None or not geo_type(place):
        return None
    country = countries().get(place.country or "")
    name = place.name.en if place.name else None
    parts = [name, country.name if country and country.name != name else None]
    return ", ".join(part for part in parts if part) or None


def _fips(event: Event) -> str | None:
    country = countries().get(event.place.country or "") if event.place else None
    return country.fips if country else None


def _for_country(event: Event) -> str | None:
    return _fips(event) if geo_type(event.place) == 1 else None


def _added(happening: Happening) -> int | None:
    try:
        made = datetime.fromisoformat(happening.lead.report.coded)
    except ValueError:
        return None
    return int((made.astimezone(UTC) if made.tzinfo else made).strftime("%Y%m%d%H%M%S"))


def _documents(happening: Happening) -> int:
    """Articles, one with several addresses as often as it has addresses."""
    addressed = {told.report.kept.id: len(addresses(told.report)) for told in happening.tolds}
    return sum(max(1, number) for number in addressed.values())


def _of(get: Callable[[Event], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.event)


FILL: Fill = {
    "GLOBALEVENTID": lambda h: number_of(h.key),
    "SQLDATE": _of(lambda e: int(day.strftime("%Y%m%d")) if (day := _day(e)) else None),
    "MonthYear": _of(_month),
    "Year": _of(_year),
    "FractionDate": _of(lambda e: fraction_of(day) if (day := _day(e)) else None),
    **_columns(0),
    **_columns(1),
    "IsRootEvent": is_root,
    "EventCode": _of(lambda e: e.cameo),
    "EventBaseCode": _of(lambda e: e.cameo[:3]),
    "EventRootCode": _of(lambda e: e.cameo[:2]),
    "QuadClass": _of(lambda e: quad_classes().get(e.cameo[:2])),
    "GoldsteinScale": _of(lambda e: float(e.goldstein)),
    "NumMentions": lambda h: sum(len(told.event.mentions) for told in h.tolds),
    "NumSources": lambda h: max(1, len(outlets_of(h))),
    "NumArticles": _documents,
    "ActionGeo_Type": _of(lambda e: geo_type(e.place)),
    "ActionGeo_FullName": _of(_full_name),
    "ActionGeo_CountryCode": _of(_fips),
    "ActionGeo_ADM1Code": _of(_for_country),
    "ActionGeo_Lat": _of(lambda e: (point_of(e) or (None, None))[0]),
    "ActionGeo_Long": _of(lambda e: (point_of(e) or (None, None))[1]),
    "ActionGeo_FeatureID": _of(_for_country),
    "DATEADDED": _added,
    "SOURCEURL": lambda h: next((url for told in h.tolds for url in addresses(told.report)), None),
}
