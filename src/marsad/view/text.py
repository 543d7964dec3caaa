"""A coding as lines for the terminal, at most one string of the article on each line, and that one last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.types import Coding, DateCandidate, Entity, Event, Framing, Place, Published, Quote
from marsad.view import facts
from marsad.view.bidi import english, isolate, left_to_right
from marsad.view.labels import Labels

QUAD_STYLES = {
    "verbal cooperation": "bold cyan",
    "material cooperation": "bold green",
    "verbal conflict": "bold yellow",
    "material conflict": "bold red",
}
WIDTH = 15  # of the column of field names in English; Arabic lines are not aligned
_OPTIONS = 10  # possible days of publication that are listed


class Piece(NamedTuple):
    """Words in one style; the style is a rich style, or empty."""

    text: str
    style: str = ""


Line = list[Piece]


class Row(NamedTuple):
    """One value of a field: words of the interface, codes or numbers, words of the article, a remark."""

    value: str = ""
    codes: str = ""
    words: str = ""
    remark: str = ""


def plain(line: Line) -> str:
    """A line without its styles."""
    return "".join(piece.text for piece in line)


def field(name: str, rows: Iterable[Row], labels: Labels, indent: int = 2) -> Iterator[Line]:
    """The lines of one field: a line for each row; nothing when there is no row."""
    for number, row in enumerate(rows):
        yield _row(name if number == 0 or labels.lang == "ar" else "", row, labels, indent)


def _row(name: str, row: Row, labels: Labels, indent: int) -> Line:
    codes = number(row.codes, labels)
    if labels.lang == "ar":
        words = f"«{isolate(row.words)}»" if row.words else ""
        parts = [Piece(row.value), Piece(codes, "dim"), Piece(words), Piece(row.remark, "dim")]
        head = Piece(f"{name}: " if name else "", "dim")
    else:
        codes = f"[{codes}]" if codes and row.value else f"{codes:<9}" if codes and row.words else codes
        parts = [Piece(row.value), Piece(codes, "dim"), Piece(row.remark, "dim"), Piece(isolate(row.words))]
        head = Piece(f"{name:<{WIDTH}}" if len(name) < WIDTH else f"{name}  ", "dim")
    line = [Piece(" " * indent), head]
    for n, part in enumerate([part for part in parts if part.text]):
        line += [Piece("  "), part] if n else [part]
    return line


def number(value: object, labels: Labels) -> str:
    """A number, date or code as it stands in a line of this language."""
    return left_to_right(str(value)) if labels.lang == "ar" else isolate(str(value))


def sentence(text: str, labels: Labels) -> str:
    """A sentence of the coder: in this language where it has been translated, else the English one set apart."""
    translated = labels.sentence(text)
    if translated != text:
        return isolate(translated)
    return english(text, in_arabic=labels.lang == "ar")


def describe(coding: Coding, labels: Labels) -> Iterator[Line]:
    """The lines of an article: what it is, when it was published, its events, its quotations."""
    yield [Piece(number(coding.doc, labels), "bold underline")]
    yield from _head(coding, labels)
    for nth, event in enumerate(coding.events, 1):
        yield []
        yield from describe_event(nth, event, labels)
    if not coding.events:
        yield [Piece("  " + labels.ui("no_events"))]
    if coding.quotes:
        yield []
        yield [Piece(labels.ui("quotes"), "bold")]
        for quote in coding.quotes:
            yield from _quote(quote, labels)
    yield []


def _head(coding: Coding, labels: Labels) -> Iterator[Line]:
    if coding.title is not None:
        yield from field(labels.ui("title"), [Row(words=coding.title.text)], labels)
    yield from describe_published(coding.published, labels)
    if coding.byline is not None:
        yield from field(labels.ui("byline"), [Row(words=coding.byline.text)], labels)
    yield from field(labels.ui("agencies"), [Row(words=a.text) for a in coding.agencies], labels)
    yield from field(labels.ui("events"), [Row(codes=str(len(coding.events)))], labels)


def describe_day(published: Published, labels: Labels) -> Iterator[Line]:
    """The day of publication and why, or the days that are possible."""
    day = Row(labels.ui("unknown_date")) if published.date is None else Row(codes=published.date)
    yield from field(labels.ui("published"), [day, Row(remark=sentence(published.basis, labels))], labels)
    if published.date is None and published.options:
        days = [*published.options[:_OPTIONS], *(["…"] if len(published.options) > _OPTIONS else [])]
        yield from field(labels.ui("possible"), [Row(codes=" ".join(days))], labels)


def describe_published(published: Published, labels: Labels) -> Iterator[Line]:
    """The day of publication, and the evidence that was not believed."""
    yield from describe_day(published, labels)
    rejected = [_rejected(c, labels) for c in published.candidates if c.rejected]
    yield from field(labels.ui("rejected"), rejected, labels)


def _rejected(candidate: DateCandidate, labels: Labels) -> Row:
    source = labels.of("source", candidate.source.partition(":")[0])
    return Row(source, candidate.date or candidate.raw[:40], remark=sentence(candidate.rejected or "", labels))


def describe_event(nth: int, event: Event, labels: Labels) -> Iterator[Line]:
    """The lines of one event, which is the nth of its article."""
    yield _heading(nth, event, labels)
    words = [Row(codes=f"{span.start}-{span.end}", words=span.text) for span in event.mentions]
    yield from field(labels.ui("words"), words, labels)
    yield from _slot("actor", [entity_row(e, labels) for e in event.actor], event, labels)
    yield from _slot("recipient", [entity_row(e, labels) for e in event.recipient], event, labels)
    yield from _slot("place", [_place(event.place, labels)] if event.place else [], event, labels)
    yield from _slot("date", _date(event, labels), event, labels)
    dead = [Row(facts.deaths_words(told, labels), words=told.text) for told in event.deaths]
    yield from field(labels.ui("deaths"), dead, labels)
    yield from field(labels.ui("status"), [Row(_status(event, labels))], labels)
    contexts = ", ".join(labels.of("context", code) for code in event.context)
    yield from field(labels.ui("context"), [Row(contexts)] if contexts else [], labels)
    yield from _slot("chain", [entity_row(e, labels) for e in event.chain], event, labels)
    for framing in event.framing:
        yield from _framing(framing, labels)
    yield from field(labels.ui("rules"), [Row(codes=" ".join(event.rules))], labels)


def list_event(nth: int, event: Event, labels: Labels) -> Iterator[Line]:
    """An event in a list: its heading, who towards whom, its first words."""
    yield _heading(nth, event, labels)
    yield from field("", [Row(isolate(facts.summary(event, labels)))], labels)
    yield from field("", [Row(words=event.mentions[0].text)], labels)


def _slot(name: str, rows: list[Row], event: Event, labels: Labels) -> Iterator[Line]:
    """A field of an event, or the reason why it is empty."""
    reason = event.reasons.get(name)
    if not rows and reason:
        rows = [Row(remark=f"({sentence(reason, labels)})")]
    yield from field(labels.ui(name), rows, labels)


def _heading(nth: int, event: Event, labels: Labels) -> Line:
    style = QUAD_STYLES.get(event.quad, "bold")
    confidence = f"{labels.ui('confidence')} {number(f'{event.confidence:.2f}', labels)}"
    tail = Piece(f"  {labels.of('quad', event.quad)} · {confidence}", "dim")
    head = Piece(f"{number(nth, labels)}. ", "bold")
    if labels.lang == "ar":
        code = Piece("  " + left_to_right(facts.type_code(event)), "dim")
        return [head, Piece(facts.type_label(event, labels), style), code, tail]
    modes = facts.listed((labels.mode(event.type, mode) for mode in event.mode), labels)
    return [head, Piece(f"{event.type}: {modes}" if modes else event.type, style), tail]


def entity_row(entity: Entity, labels: Labels) -> Row:
    """A participant or source: what it resolves to, its words, and that it is doubtful."""
    doubt = f"({labels.ui('doubtful')})" if facts.is_doubtful(entity) else ""
    return Row(facts.entity_facts(entity, labels), facts.entity_codes(entity), entity.text, remark=doubt)


def _place(place: Place, labels: Labels) -> Row:
    return Row(facts.place_facts(place, labels), facts.place_codes(place), place.text)


def _date(event: Event, labels: Labels) -> list[Row]:
    if event.date is None:
        return []
    words = event.date_span.text if event.date_span is not None else ""
    return [Row(codes=event.date, words=words), Row(remark=sentence(event.date_basis, labels))]


def _status(event: Event, labels: Labels) -> str:
    status = labels.of("status", event.status)
    return facts.listed([status, labels.ui("historical") if event.historical else ""], labels)


def _framing(framing: Framing, labels: Labels) -> Iterator[Line]:
    yield from field(labels.ui("framing"), [Row(words=framing.text)], labels)
    if framing.owner is not None:
        yield from field(labels.ui("owner"), [Row(words=framing.owner.text)], labels)


def _quote(quote: Quote, labels: Labels) -> Iterator[Line]:
    row = Row(labels.ui("no_speaker")) if quote.speaker is None else Row(words=quote.speaker.text)
    yield from field(labels.ui("speaker"), [row], labels)
    yield from field("", [Row(words=quote.text)], labels, indent=4)
