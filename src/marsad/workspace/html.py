"""How workspaces and queries show themselves in a notebook: plain HTML, no script, no request, Arabic right."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from marsad.export.evidence import sentence_of
from marsad.export.rows import outlet_of, title_of
from marsad.store.records import Report
from marsad.types import Article, Event, Quote
from marsad.view import facts
from marsad.view.labels import Labels, load_labels
from marsad.view.marks import Mark, cut, event_marks
from marsad.view.text_pane import escape

if TYPE_CHECKING:
    from marsad.workspace.queries import Articles, Events, Happenings, Quotes
    from marsad.workspace.workspace import Workspace

_ROWS = 10
_HEAD = ("type", "who", "date", "according to", "sentence", "article")
_LONGEST = 600  # characters of a sentence or quotation that are shown
# Background and underline only: anything that takes room would cut the letters of an Arabic word apart.
_STYLES = {
    "t": "background:#ffe08a80",
    "a": "background:#9ecbff80",
    "r": "background:#ffb3b380",
    "p": "background:#b7e4a980",
    "d": "background:#d9c2ff80",
    "s": "text-decoration:underline dotted 2px",
    "f": "text-decoration:underline wavy 1px",
}
_TABLE = 'style="border-collapse:collapse;text-align:start"'
_CELL = 'style="padding:.2em .6em;border-bottom:1px solid #8884;text-align:start;vertical-align:top"'
_ARABIC = 'lang="ar" dir="rtl" style="line-height:1.9;text-align:start"'


def events_html(events: Events) -> str:
    """The first events as a table, each with its sentence and the evidence marked in it."""
    labels = load_labels("en")
    hits = list(islice(events, _ROWS))
    reports = (events.report_of(hit) for hit in hits)
    rows = [_event(hit.event, report, labels) for hit, report in zip(hits, reports, strict=True) if report]
    return _page(f"{events.count()} events", _legend(labels), _HEAD, rows, events.count() - len(rows))


def happenings_html(found: Happenings) -> str:
    """The first happenings as a table: the event of the surest report, and how many reports there are."""
    labels = load_labels("en")
    some = list(islice(found, _ROWS + 1))
    rows = [[*_event(h.lead.event, h.lead.report, labels), str(len(h.tolds))] for h in some[:_ROWS]]
    head = (*_HEAD, "reports")
    return _page("happenings", _legend(labels), head, rows, int(len(some) > _ROWS), exact=False)


def articles_html(articles: Articles) -> str:
    """The first articles as a table."""
    rows = []
    found = list(islice(articles, _ROWS + 1))
    for report in found[:_ROWS]:
        title = _arabic(title_of(report) or report.coding.doc)
        counts = f"{len(report.coding.events)}"
        rows.append([title, _code(report.coding.published.date or ""), _bdi(outlet_of(report) or ""), counts])
    more = len(found) > _ROWS
    return _page("articles", "", ("title", "published", "outlet", "events"), rows, 1 if more else 0, exact=False)


def quotes_html(quotes: Quotes) -> str:
    """The first quotations as a table."""
    found = list(islice(quotes, _ROWS + 1))
    rows = [[_bdi(_speaker(q.quote)), _arabic(q.quote.text), _article(q.report)] for q in found[:_ROWS]]
    return _page("quotations", "", ("speaker", "quotation", "article"), rows, int(len(found) > _ROWS), exact=False)


def workspace_html(workspace: Workspace) -> str:
    """What a workspace holds."""
    found = workspace.summary()
    rows = [
        ["articles", str(found.articles)],
        ["coded", str(found.coded)],
        ["events", str(found.events)],
        ["quotations", str(found.quotes)],
        ["errors", str(found.errors)],
        ["published", _code(f"{found.first_day} – {found.last_day}" if found.first_day else "")],
        ["languages", _listed(found.languages)],
        ["outlets", _listed(found.outlets)],
        ["versions", "<br>".join(_code(f"{coder} {data}: {n}") for coder, data, n in found.versions)],
    ]
    return _page(f"workspace {workspace.folder}", "", (), rows, 0)


def _event(event: Event, report: Report, labels: Labels) -> list[str]:
    chain = ", ".join(_bdi(entity.text) for entity in event.chain)
    remarks = "".join(f" <em>{html.escape(remark)}</em>" for remark in facts.remarks(event, labels))
    return [
        f"{html.escape(facts.type_label(event, labels))}{remarks}",
        _bdi(facts.summary(event, labels)),
        _code(event.date or ""),
        chain,
        _arabic_html(marked_sentence(event, report.kept.article)),
        _article(report),
    ]


def marked_sentence(event: Event, article: Article) -> str:
    """The sentence of an event as HTML with its evidence marked; nothing of the text is taken as markup."""
    sentence = sentence_of(article, event)
    if sentence is None:
        return ""
    end = min(sentence.end, sentence.start + _LONGEST)
    parts = []
    for piece in cut(sentence.start, end, event_marks(1, event)):
        text = escape(article.text[piece.start : piece.end])
        style = ";".join(dict.fromkeys(_STYLES[mark.role] for mark in _by_rank(piece.marks)))
        parts.append(f'<span style="{style}">{text}</span>' if style else text)
    return "".join(parts) + ("…" if end < sentence.end else "")


def _by_rank(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in the order of their roles; of several backgrounds the last is seen, which is that of the words."""
    order = "prdasft"
    return sorted((mark for mark in marks if mark.role in _STYLES), key=lambda mark: order.index(mark.role))


def _legend(labels: Labels) -> str:
    names = {"t": "words", "a": "actor", "r": "recipient", "p": "place", "d": "date", "s": "chain", "f": "framing"}
    return " ".join(f'<span style="{_STYLES[r]}">{html.escape(labels.ui(name))}</span>' for r, name in names.items())


def _page(title: str, legend: str, head: tuple[str, ...], rows: list[list[str]], left: int, exact: bool = True) -> str:
    top = "".join(f"<th {_CELL}>{html.escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td {_CELL}>{cell}</td>' for cell in row)}</tr>" for row in rows)
    more = f"<p>… {left} more</p>" if left > 0 and exact else "<p>… and more</p>" if left > 0 else ""
    heads = f"<thead><tr>{top}</tr></thead>" if head else ""
    return (
        f'<div dir="ltr" lang="en"><p><b><bdi>{escape(title)}</bdi></b> {legend}</p>'
        f"<table {_TABLE}>{heads}<tbody>{body}</tbody></table>{more}</div>"
    )


def _bdi(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _code(text: str) -> str:
    return f'<bdi dir="ltr" style="white-space:nowrap">{escape(text)}</bdi>'


def _arabic(text: str) -> str:
    return _arabic_html(escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…"))


def _arabic_html(shown: str) -> str:
    return f"<div {_ARABIC}>{shown}</div>"


def _speaker(quote: Quote) -> str:
    return quote.speaker.text if quote.speaker else "—"


def _article(report: Report) -> str:
    return f"{_bdi(outlet_of(report) or '')} {_code(report.coding.published.date or '')} {_bdi(report.coding.doc)}"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{_bdi(name)}: {n}" for name, n in counts.items())
