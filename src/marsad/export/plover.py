"""Events as PLOVER records, one JSON object a line, after the record format of its manual (draft 2.0)."""

from __future__ import annotations

from marsad.export.dates import days_of
from marsad.export.evidence import sentence_of
from marsad.export.polecat import contexts_of
from marsad.export.rows import addresses, outlet_of, title_of
from marsad.export.told import Happening
from marsad.types import Article, Entity, Place, Span

_RESOLUTION = {"exact": 5, "town": 4, "admin1": 3, "region": 2, "country": 1}
_QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
Json = dict[str, object]


def plover_record(happening: Happening) -> Json:
    """A happening as a PLOVER record; what is unknown is left out. Fields beyond PLOVER's stand under "marsad"."""
    told = happening.lead
    event, report = told.event, told.report
    days = days_of(event.date)
    sentence = sentence_of(report.kept.article, event)
    record: Json = {
        "id": happening.key,
        "date": days.first.isoformat() if days else None,
        "enddate": days.last.isoformat() if days and days.last != days.first else None,
        "actor": [_entity(entity) for entity in event.actor],
        "event": [event.type],
        "recipient": [_entity(entity) for entity in event.recipient],
        "event_loc": [_location(event.place)] if event.place else [],
        "event_text": event.mentions[0].text if event.mentions else None,
        "quad_code": _QUADS.get(event.quad),
        "event_scale": event.score,
        "mode": list(event.mode),
        "context": list(contexts_of(event)),
        "link": next(iter(addresses(report)), None),
        "text": sentence.text if sentence else None,
        "text_info": _text_info(report.kept.article, sentence),
        "cite_info": {
            "url": next(iter(addresses(report)), None),
            "title": title_of(report),
            "publication": outlet_of(report),
            "language": report.kept.language,
            "coder": "marsad",
            "codebook": "PLOVER",
            "version": f"{report.coding.versions.coder} {report.coding.versions.data}",
        },
        "coder": f"marsad {report.coding.versions.coder}",
        "coded_date": report.coded[:10] or None,
        "coded_time": report.coded[11:19] or None,
        "marsad": _own(happening),
    }
    return {name: value for name, value in record.items() if value is not None}


def _own(happening: Happening) -> Json:
    """What PLOVER has no field for: status, who says so, CAMEO, the evidence, and how sure the coder is."""
    event = happening.lead.event
    return {
        "status": event.status,
        "historical": event.historical,
        "according_to": [_entity(entity) for entity in event.chain],
        "framing": [{"start": f.start, "end": f.end, "text": f.text} for f in event.framing],
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "date": event.date,
        "date_basis": event.date_basis,
        "mentions": [_span(span) for span in event.mentions],
        "confidence": event.confidence,
        "rules": list(event.rules),
        "reports": [{"article": t.report.kept.id, "event": t.event.id} for t in happening.tolds],
    }


def _entity(entity: Entity) -> Json:
    known: Json = {
        "code": entity.country,
        "sector": entity.sector,
        "entity_text": entity.text,
        "identifier_id": entity.id,
        "identifier_text": entity.name.en if entity.name else None,
        "start": entity.start,
        "end": entity.end,
    }
    return {name: value for name, value in known.items() if value is not None}


def _location(place: Place) -> Json:
    point = place.precision in ("town", "exact")
    number = (place.id or "").removeprefix("gn:")
    known: Json = {
        "extracted_place": place.text,
        "resolved_place": place.name.en if place.name else None,
        "geonameid": int(number) if number.isdecimal() and number != place.id else None,
        "lat": place.lat if point else None,
        "lon": place.lon if point else None,
        "country_code": place.country,
        "resolution": _RESOLUTION.get(place.precision or ""),
        "start": place.start,
        "end": place.end,
    }
    return {name: value for name, value in known.items() if value is not None}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _text_info(article: Article, sentence: Span | None) -> Json | None:
    if sentence is None:
        return None
    return {"start": sentence.start, "end": sentence.end, "text_story": article.doc}
