"""What fills the columns of marsad's own tables: events as reported, happenings, articles, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from marsad.export.cells import Value
from marsad.export.dates import days_of
from marsad.export.dead import high_of, low_of
from marsad.export.evidence import at, places_of, sentence_of
from marsad.export.told import Happening, Told
from marsad.store.records import Report
from marsad.types import Entity, Event, Quote

Fill = dict[str, Callable[[Happening], Value]]
_LISTS: dict[str, Callable[[Entity], str | None]] = {
    "": lambda entity: entity.text,
    "_id": lambda entity: entity.id,
    "_name": lambda entity: entity.name.en if entity.name else None,
    "_name_ar": lambda entity: entity.name.ar if entity.name else None,
    "_country": lambda entity: entity.country,
    "_sector": lambda entity: entity.sector,
    "_at": at,
}


def title_of(report: Report) -> str | None:
    """The headline."""
    return report.coding.title.text if report.coding.title else None


def addresses(report: Report) -> tuple[str, ...]:
    """All addresses of an article, each once."""
    found = report.kept.article.metadata.url
    return tuple(dict.fromkeys((*report.kept.urls, *((found,) if found else ()))))


def outlet_of(report: Report) -> str | None:
    """The outlet."""
    return report.kept.outlet or report.kept.article.metadata.outlet


def report_outlets(report: Report) -> tuple[str, ...]:
    """All outlets an article was found at, the first one first."""
    return unique((outlet_of(report), *report.kept.outlets))


def outlets_of(happening: Happening) -> tuple[str, ...]:
    """All outlets that report a happening."""
    return unique(outlet for told in happening.tolds for outlet in report_outlets(told.report))


def day(value: str | None) -> date | None:
    """A whole ISO day; None for a month, a year or no date."""
    days = days_of(value)
    return days.first if days and days.precision == "day" else None


def unique(values: Iterable[str | None]) -> tuple[str, ...]:
    """Every value once, in their order; nothing left out but None and empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))


def _entities(name: str, role: Callable[[Event], tuple[Entity, ...]]) -> dict[str, Callable[[Event], Value]]:
    def column(get: Callable[[Entity], str | None]) -> Callable[[Event], Value]:
        return lambda event: tuple(get(entity) for entity in role(event))

    return {name + suffix: column(get) for suffix, get in _LISTS.items()}


# Columns that need the event alone.
EVENT: dict[str, Callable[[Event], Value]] = {
    "type": lambda e: e.type,
    "mode": lambda e: e.mode,
    "context": lambda e: e.context,
    "cameo": lambda e: e.cameo,
    "quad": lambda e: e.quad,
    "score": lambda e: float(e.score),
    "goldstein": lambda e: float(e.goldstein),
    "status": lambda e: e.status,
    "historical": lambda e: e.historical,
    **_entities("actor", lambda e: e.actor),
    **_entities("recipient", lambda e: e.recipient),
    "place": lambda e: e.place.text if e.place else None,
    "place_id": lambda e: e.place.id if e.place else None,
    "place_name": lambda e: e.place.name.en if e.place and e.place.name else None,
    "place_name_ar": lambda e: e.place.name.ar if e.place and e.place.name else None,
    "place_country": lambda e: e.place.country if e.place else None,
    "latitude": lambda e: (point_of(e) or (None, None))[0],
    "longitude": lambda e: (point_of(e) or (None, None))[1],
    "place_precision": lambda e: e.place.precision if e.place else None,
    "place_at": lambda e: at(e.place) if e.place else None,
    "date": lambda e: e.date,
    "date_first": lambda e: days.first if (days := days_of(e.date)) else None,
    "date_last": lambda e: days.last if (days := days_of(e.date)) else None,
    "date_precision": lambda e: days.precision if (days := days_of(e.date)) else None,
    "date_words": lambda e: e.date_span.text if e.date_span else None,
    "date_at": lambda e: at(e.date_span) if e.date_span else None,
    "date_basis": lambda e: e.date_basis or None,
    "deaths_low": low_of,
    "deaths_high": high_of,
    "deaths_words": lambda e: tuple(told.text for told in e.deaths),
    "deaths_at": lambda e: places_of(e.deaths),
    **_entities("according_to", lambda e: e.chain),
    "framing": lambda e: tuple(f.text for f in e.framing),
    "framing_owner": lambda e: tuple(f.owner.text if f.owner else None for f in e.framing),
    "framing_at": lambda e: places_of(e.framing),
    "words": lambda e: tuple(m.text for m in e.mentions),
    "words_at": lambda e: places_of(e.mentions),
    "confidence": lambda e: float(e.confidence),
    "rules": lambda e: e.rules,
    "reasons": lambda e: tuple(f"{slot}: {reason}" for slot, reason in e.reasons.items()),
}

# Columns that need the article and its coding alone.
ARTICLE: dict[str, Callable[[Report], Value]] = {
    "article_id": lambda r: r.kept.id,
    "doc": lambda r: r.coding.doc,
    "title": title_of,
    "outlet": outlet_of,
    "outlets": report_outlets,
    "urls": addresses,
    "published": lambda r: r.coding.published.date,
    "published_basis": lambda r: r.coding.published.basis or None,
    "language": lambda r: r.kept.language,
    "agencies": lambda r: tuple(a.text for a in r.coding.agencies),
    "byline": lambda r: r.coding.byline.text if r.coding.byline else None,
    "n_characters": lambda r: len(r.kept.article.text),
    "n_events": lambda r: len(r.coding.events),
    "n_quotes": lambda r: len(r.coding.quotes),
    "text": lambda r: r.kept.article.text,
    "added": lambda r: r.kept.added or None,
    "coded": lambda r: r.coded or None,
    "coder_version": lambda r: r.coding.versions.coder,
    "data_version": lambda r: r.coding.versions.data,
}

QUOTE: dict[str, Callable[[Quote], Value]] = {
    "quote": lambda q: q.text,
    "quote_at": at,
    "speaker": lambda q: q.speaker.text if q.speaker else None,
    "speaker_at": lambda q: at(q.speaker) if q.speaker else None,
    "direct": lambda q: q.direct,
    "rule": lambda q: q.rule or None,
}


def point_of(event: Event) -> tuple[float, float] | None:
    """Latitude and longitude of a town or an exact place; None for everything larger, which is no point."""
    place = event.place
    if place is None or place.precision not in ("town", "exact") or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def _sentence(told: Told) -> str | None:
    sentence = sentence_of(told.report.kept.article, told.event)
    return sentence.text if sentence else None


def _over_event(get: Callable[[Event], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.event)


def _over_article(get: Callable[[Report], Value]) -> Callable[[Happening], Value]:
    return lambda happening: get(happening.lead.report)


REPORTS: Fill = {
    "event_id": lambda h: h.lead.event.id,
    **{name: _over_article(get) for name, get in ARTICLE.items()},
    **{name: _over_event(get) for name, get in EVENT.items()},
    "sentence": lambda h: _sentence(h.lead),
}


def _each(get: Callable[[Told], str | None]) -> Callable[[Happening], Value]:
    return lambda happening: unique(get(told) for told in happening.tolds)


HAPPENINGS: Fill = {
    **REPORTS,
    "event_id": lambda h: h.key,
    "n_reports": lambda h: len(h.tolds),
    "n_articles": lambda h: len({told.report.kept.id for told in h.tolds}),
    "n_outlets": lambda h: len(outlets_of(h)),
    "report_ids": lambda h: tuple(f"{told.report.kept.id}:{told.event.id}" for told in h.tolds),
    "outlets": outlets_of,
    "all_urls": lambda h: unique(url for told in h.tolds for url in addresses(told.report)),
    "all_statuses": _each(lambda told: told.event.status),
    "all_dates": _each(lambda told: told.event.date),
    "first_published": lambda h: min(unique(t.report.coding.published.date for t in h.tolds), default=None),
    "last_published": lambda h: max(unique(t.report.coding.published.date for t in h.tolds), default=None),
}
