"""The evidence of a coding as W3C Web Annotations: for every value, the characters it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.export.evidence import Value
from marsad.export.rows import addresses
from marsad.store.records import Report
from marsad.types import Deaths, Entity, Event, Framing, Place

Json = dict[str, object]
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"marsad": "urn:marsad:", "schema": "http://schema.org/"}]
_AROUND = 32  # characters of context on either side


def annotations_of(report: Report) -> Iterator[Json]:
    """One annotation for each piece of evidence of an article's coding, in the order of its record."""
    target = _Target(report)
    coding = report.coding
    for slot, spans in (("title", [coding.title]), ("byline", [coding.byline]), ("agency", coding.agencies)):
        for number, span in enumerate(spans, 1):
            if span is not None:
                yield target.annotation(span, slot, number, "identifying", span.text)
    for number, candidate in enumerate(coding.published.candidates, 1):
        if candidate.span is not None:
            yield target.annotation(candidate.span, "published", number, "describing", candidate.date)
    for event in coding.events:
        yield from _event(target, event)
    for number, quote in enumerate(coding.quotes, 1):
        speaker = quote.speaker.text if quote.speaker else ""
        yield target.annotation(quote, "quote", number, "classifying", "direct" if quote.direct else "reported")
        if quote.speaker is not None:
            yield target.annotation(quote.speaker, "speaker", number, "identifying", speaker)


def _event(target: _Target, event: Event) -> Iterator[Json]:
    code = "/".join([event.type, *event.mode])
    for number, span in enumerate(event.mentions, 1):
        yield target.annotation(span, "words", number, "classifying", code, event)
    for slot, entities in (("actor", event.actor), ("recipient", event.recipient), ("according-to", event.chain)):
        for number, entity in enumerate(entities, 1):
            yield target.annotation(entity, slot, number, "identifying", _named(entity), event)
    if event.place is not None:
        yield target.annotation(event.place, "place", 1, "identifying", _named(event.place), event)
    if event.date_span is not None:
        yield target.annotation(event.date_span, "date", 1, "describing", event.date or "", event)
    for number, told in enumerate(event.deaths, 1):
        yield target.annotation(told, "deaths", number, "describing", _bounds(told), event)
    for number, framing in enumerate(event.framing, 1):
        yield target.annotation(framing, "framing", number, "classifying", _owner(framing), event)


def _named(entity: Entity | Place) -> str:
    """Name, identity and codes, as far as they are known: "Iceland (ISL), ISL GOV"."""
    name = entity.name.en if entity.name else ""
    parts = [f"{name} ({entity.id})" if entity.id else "", " ".join(c for c in _codes(entity) if c)]
    return ", ".join(part for part in parts if part) or entity.text


def _codes(entity: Entity | Place) -> tuple[str | None, ...]:
    return (entity.country, entity.sector) if isinstance(entity, Entity) else (entity.country, entity.precision)


def _bounds(told: Deaths) -> str:
    """The bounds of a number of dead: "12", "40 or more", "20 or fewer", "40 to 70"."""
    if told.low is None or told.high is None:
        return f"{told.high} or fewer" if told.low is None else f"{told.low} or more"
    return str(told.low) if told.low == told.high else f"{told.low} to {told.high}"


def _owner(framing: Framing) -> str:
    return f"wording of {framing.owner.text}" if framing.owner else "wording the narrator keeps at a distance"


class _Target:
    """The article that annotations point into."""

    def __init__(self, report: Report) -> None:
        self._text = report.kept.article.text
        self._id = report.kept.id
        address = next((url for url in addresses(report) if url.lower().startswith(("http://", "https://"))), None)
        self._source = address or f"urn:marsad:article:{report.kept.id}"
        self._added = report.kept.added
        self._made = report.coded
        self._language = report.kept.language
        self._versions = report.coding.versions

    def annotation(
        self, span: Value, slot: str, number: int, purpose: str, value: str, event: Event | None = None
    ) -> Json:
        """An annotation of one span. Positions count code points of the text as read, in logical order."""
        name = f"{event.id}:{slot}" if event else slot
        found: Json = {
            "id": f"urn:marsad:annotation:{self._id}:{name}:{number}",
            "type": "Annotation",
            "motivation": purpose,
            "body": {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"},
            "target": self._target(span),
            "generator": {
                "id": f"urn:marsad:coder:{self._versions.coder}:{self._versions.data}",
                "type": "Software",
                "name": "marsad",
                "schema:softwareVersion": f"{self._versions.coder} {self._versions.data}",
            },
            "marsad:slot": slot,
        }
        if self._made:
            found["generated"] = self._made
        if event is not None:
            found["marsad:event"] = event.id
        return found

    def _target(self, span: Value) -> Json:
        """Where it stands: the address, the copy that was read, and two selectors that must agree."""
        state: Json = {"type": "TimeState", "cached": f"urn:marsad:article:{self._id}"}
        if self._added:
            state["sourceDate"] = self._added
        return {
            "source": self._source,
            "language": self._language,
            "textDirection": "rtl" if self._language == "ar" else "auto",
            "state": state,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": self._text[span.start : span.end],
                    "prefix": self._text[max(0, span.start - _AROUND) : span.start],
                    "suffix": self._text[span.end : span.end + _AROUND],
                },
            ],
        }
