"""The events and quotations of an article as HTML cards beside its text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from marsad.types import Deaths, Entity, Event, Framing, Place, Quote, Span
from marsad.view import facts
from marsad.view.labels import Labels
from marsad.view.text_pane import QUAD_CLASSES, escape, sentence_html


class Cards:
    """Writes the cards of one article; `prefix` begins their ids."""

    def __init__(self, labels: Labels, prefix: str) -> None:
        self._labels = labels
        self._prefix = prefix

    def event(self, card: int, event: Event) -> str:
        """The card of an event."""
        quad = QUAD_CLASSES.get(event.quad, "vc")
        return "\n".join(
            [
                f'<li class="card k k{card} {quad}" id="{self._prefix}e{card}" tabindex="0">',
                self._head(card, event),
                f'<p class="who"><bdi>{escape(facts.summary(event, self._labels))}</bdi></p>',
                "<dl>",
                *self._fields(card, event),
                "</dl>",
                self._why(event),
                "</li>",
            ]
        )

    def quote(self, card: int, quote: Quote) -> str:
        """The card of a quotation."""
        words = f"#{self._prefix}e{card}w1"
        speaker = self._words(quote.speaker) if quote.speaker else f"<em>{self._ui('no_speaker')}</em>"
        return (
            f'<li class="card quote k k{card}" id="{self._prefix}e{card}" tabindex="0">{self._close(card)}'
            f'<dl><div class="s"><dt>{self._ui("speaker")}</dt><dd>{speaker}</dd></div></dl>'
            f'<blockquote lang="ar" dir="rtl"><a href="{words}">{escape(quote.text)}</a></blockquote></li>'
        )

    def _ui(self, name: str) -> str:
        return html.escape(self._labels.ui(name))

    def _close(self, card: int) -> str:
        """On narrow screens a chosen card covers the foot of the text; this closes it and shows the words."""
        return f'<a class="close" href="#{self._prefix}e{card}w1">{self._ui("close")}</a>'

    def _head(self, card: int, event: Event) -> str:
        remarks = "".join(f'<span class="chip">{html.escape(x)}</span>' for x in facts.remarks(event, self._labels))
        confidence = f"{self._labels.ui('confidence')} {event.confidence:.2f}"
        level = min(10, max(0, round(event.confidence * 10)))
        return (
            f'<div class="head"><span class="n">{card}</span>'
            f'<a class="type" href="#{self._prefix}e{card}w1" title="{self._ui("show")}">'
            f"{html.escape(facts.type_label(event, self._labels))}</a>{remarks}"
            f'<span class="conf" title="{html.escape(confidence)}"><i class="c{level}"></i>'
            f'<bdi dir="ltr">{event.confidence:.2f}</bdi></span>{self._close(card)}</div>'
        )

    def _fields(self, card: int, event: Event) -> Iterator[str]:
        links = (
            f'<a href="#{self._prefix}e{card}w{number}">{self._words(span)}</a>'
            for number, span in enumerate(event.mentions, 1)
        )
        yield self._field("t", "words", links, inline=True)
        yield self._field("a", "actor", [self._entity(x) for x in event.actor])
        yield self._field("r", "recipient", [self._entity(x) for x in event.recipient])
        yield self._field("p", "place", [self._place(event.place)] if event.place else [])
        yield self._field("d", "date", self._date(event))
        dead = (f"{self._words(told)} {self._meaning(facts.deaths_words(told, self._labels))}" for told in event.deaths)
        yield self._field("n", "deaths", dead)
        yield self._field("c", "context", [escape(self._labels.of("context", code)) for code in event.context])
        yield self._field("s", "chain", [self._entity(x) for x in event.chain])
        yield self._field("f", "framing", [self._framing(x) for x in event.framing])

    def _field(self, role: str, name: str, values: Iterable[str], inline: bool = False) -> str:
        shown = [f"<span>{value}</span>" if inline else f"<p>{value}</p>" for value in values]
        if not shown:
            return ""
        return f'<div class="{role}"><dt>{self._ui(name)}</dt><dd>{" ".join(shown)}</dd></div>'

    def _words(self, span: Span | Entity | Place | Deaths | Framing) -> str:
        return f'<bdi lang="ar" title="{span.start}–{span.end}">{escape(span.text)}</bdi>'

    def _entity(self, entity: Entity) -> str:
        shown = f"{self._words(entity)} {self._meaning(facts.entity_facts(entity, self._labels))}"
        if not facts.is_doubtful(entity):
            return shown
        return f'<span class="doubt">{shown} <bdi class="fact">({self._ui("doubtful")})</bdi></span>'

    def _place(self, place: Place) -> str:
        return f"{self._words(place)} {self._meaning(facts.place_facts(place, self._labels))}"

    def _meaning(self, meaning: str) -> str:
        return f'<bdi class="fact">{escape(meaning)}</bdi>' if meaning else ""

    def _date(self, event: Event) -> list[str]:
        if event.date is None:
            return []
        words = f" {self._words(event.date_span)}" if event.date_span else ""
        basis = sentence_html(event.date_basis, self._labels)
        return [f'<bdi dir="ltr">{escape(event.date)}</bdi>{words} <span class="fact">{basis}</span>']

    def _framing(self, framing: Framing) -> str:
        if framing.owner is None:
            return self._words(framing)
        return f'{self._words(framing)} <bdi class="fact">{self._ui("owner")}: {escape(framing.owner.text)}</bdi>'

    def _why(self, event: Event) -> str:
        """What most readers do not need: codes, scores, rules, and why slots are empty."""
        rows = [(self._ui(slot), f"<em>{sentence_html(r, self._labels)}</em>") for slot, r in event.reasons.items()]
        codes = [
            ("actor", [facts.entity_codes(entity) for entity in event.actor]),
            ("recipient", [facts.entity_codes(entity) for entity in event.recipient]),
            ("place", [facts.place_codes(event.place)] if event.place else []),
            ("cameo", [event.cameo]),
            ("score", [f"{event.score:g}"]),
            ("goldstein", [f"{event.goldstein:g}"]),
            ("rules", event.rules),
            ("id", [event.id]),
        ]
        rows.append((self._ui("quad"), html.escape(self._labels.of("quad", event.quad))))
        for name, values in codes:
            shown = [f'<code dir="ltr">{escape(value)}</code>' for value in values if value]
            rows += [(self._ui(name), "<br>".join(shown))] if shown else []
        cells = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        summary = f'{self._ui("codes")} <code dir="ltr">{escape(facts.type_code(event))}</code>'
        return f"<details><summary>{summary}</summary><dl>{cells}</dl></details>"
