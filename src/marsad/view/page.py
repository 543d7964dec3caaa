"""Coded articles as one HTML page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import base64
import hashlib
import html
from functools import lru_cache
from pathlib import Path
from string import Template

from marsad.types import Article, Coding, Constraint, DateCandidate, Published
from marsad.view import facts
from marsad.view.cards import Cards
from marsad.view.labels import Labels, Lang, load_labels
from marsad.view.text_pane import TextPane, escape, sentence_html

_HERE = Path(__file__).parent
_MOST_CARDS = 150  # of one article that light up: each costs 1 kB of style
_LONG_URL = 80  # characters of an address that are shown
_ROLES = "tarpdsfq"
_TAIL = "</main>\n</body>\n</html>\n"


def render_html(coding: Coding, article: Article, lang: Lang = "en", framed: bool = False) -> str:
    """A page with one coded article; `lang` is the language of its labels, `framed` fits it for a srcdoc frame."""
    labels = load_labels(lang)
    title = coding.title.text if coding.title else coding.doc
    head = page_head(title, "", cards_of(coding), labels, framed)
    return head + render_section(coding, article, labels) + _TAIL


def page_head(title: str, contents: str, cards: int, labels: Labels, framed: bool = False) -> str:
    """The start of a page whose articles have at most `cards` cards each; page_tail ends it.

    In a frame links to places on the page would lead to the page around it, unless the base says otherwise.
    """
    style = _style(min(cards, _MOST_CARDS))
    return Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(
        lang=labels.lang,
        direction="rtl" if labels.lang == "ar" else "ltr",
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=escape(" ".join(title.split())[:200]),
        style=style,
        base='<base href="about:srcdoc">\n' if framed else "",
        base_uri="about:" if framed else "'none'",
        kind="many" if contents else "one",
        help=html.escape(labels.ui("help")),
        contents=contents,
    )


def page_tail() -> str:
    """The end of a page."""
    return _TAIL


def cards_of(coding: Coding) -> int:
    """How many cards an article has beside it."""
    return len(coding.events) + len(coding.quotes)


def contents_entry(coding: Coding, number: int, labels: Labels) -> str:
    """The line of an article in the list at the top of a page of several."""
    title = coding.title.text if coding.title else coding.doc
    counts = html.escape(facts.counts(coding, labels))
    return f'<li><a href="#a{number}"><bdi>{escape(title)}</bdi></a> <small>{counts}</small></li>'


def contents_list(entries: list[str], labels: Labels) -> str:
    """The list at the top of a page of several articles."""
    return f"<nav><h2>{html.escape(labels.ui('contents'))}</h2><ol>{''.join(entries)}</ol></nav>"


def render_section(coding: Coding, article: Article, labels: Labels, number: int = 1) -> str:
    """One article with its cards; `number` sets its ids apart from those of the other articles of a page."""
    prefix = f"a{number}"
    cards = Cards(labels, prefix)
    events = [cards.event(n, event) for n, event in enumerate(coding.events, 1)]
    quotes = [cards.quote(n, quote) for n, quote in enumerate(coding.quotes, len(events) + 1)]
    ui = {name: html.escape(labels.ui(name)) for name in ("text", "events", "quotes", "no_events")}
    doc = escape(coding.doc)
    lines = [
        f'<article class="pair" id="{prefix}">',
        f'<section class="pane text" tabindex="0" aria-label="{ui["text"]}: {doc}">',
        _about(coding, article, labels),
        f'<div class="body" lang="ar" dir="rtl">\n{TextPane(coding, article, labels, prefix).html()}\n</div>',
        "</section>",
        f'<section class="pane cards" tabindex="0" aria-label="{ui["events"]}: {doc}">',
        f"<h2>{ui['events']} <small>{len(events)}</small></h2>",
        "<ol>\n" + "\n".join(events) + "\n</ol>" if events else f"<p>{ui['no_events']}</p>",
    ]
    if quotes:
        lines += [f"<h2>{ui['quotes']} <small>{len(quotes)}</small></h2>", "<ol>\n" + "\n".join(quotes) + "\n</ol>"]
    lines += [f'<footer><bdi dir="ltr">{escape(facts.version_words(coding.versions))}</bdi></footer>']
    return "\n".join([*lines, "</section>", "</article>", ""])


def _about(coding: Coding, article: Article, labels: Labels) -> str:
    published = coding.published
    day = escape(published.date) if published.date else html.escape(labels.ui("unknown_date"))
    parts = [f'<bdi class="doc">{escape(coding.doc)}</bdi>']
    if article.metadata.outlet:
        parts.append(f"<bdi>{escape(article.metadata.outlet)}</bdi>")
    if coding.agencies:
        parts.append(f"<bdi>{escape(facts.listed((a.text for a in coding.agencies), labels))}</bdi>")
    parts += _link(article.metadata.url)
    return (
        f'<div class="about"><p>{" · ".join(parts)}</p><details class="date"><summary>'
        f'{html.escape(labels.ui("published"))} <b><bdi dir="ltr">{day}</bdi></b></summary>'
        f"<p>{sentence_html(published.basis, labels)}</p><ul>{_evidence(published, labels)}</ul></details></div>"
    )


def _link(url: str | None) -> list[str]:
    """The address of the article; only web addresses become links."""
    if not url:
        return []
    shown = f'<bdi dir="ltr">{escape(url if len(url) <= _LONG_URL else url[:_LONG_URL] + "…")}</bdi>'
    if not url.lower().startswith(("https://", "http://")):
        return [shown]
    return [f'<a href="{escape(url)}" rel="noopener noreferrer nofollow" target="_blank">{shown}</a>']


def _evidence(published: Published, labels: Labels) -> str:
    lines = [_candidate(candidate, labels) for candidate in published.candidates]
    lines += [_constraint(constraint, labels) for constraint in published.constraints]
    if published.date is None and published.options:
        days = escape(", ".join(published.options[:60]))
        lines.append(f'<li>{html.escape(labels.ui("possible"))}: <bdi dir="ltr">{days}</bdi></li>')
    return "".join(lines)


def _candidate(candidate: DateCandidate, labels: Labels) -> str:
    source = html.escape(labels.of("source", candidate.source.partition(":")[0]))
    verdict = html.escape(labels.ui("accepted"))
    if candidate.rejected:
        verdict = f"{html.escape(labels.ui('rejected'))}: {sentence_html(candidate.rejected, labels)}"
    kind = "no" if candidate.rejected else "yes"
    return (
        f'<li class="{kind}"><b><bdi dir="ltr">{escape(candidate.date)}</bdi></b> {source}: '
        f"<q><bdi>{escape(candidate.raw[:120])}</bdi></q>, {verdict}</li>"
    )


def _constraint(constraint: Constraint, labels: Labels) -> str:
    span = constraint.span
    words = f' <q lang="ar"><bdi>{escape(span.text)}</bdi></q>' if span and span.text not in constraint.reason else ""
    return f"<li>{sentence_html(constraint.reason, labels)}{words}</li>"


@lru_cache(maxsize=8)
def _style(cards: int) -> str:
    """The style sheet, with rules that light up the evidence of the card under the pointer, in focus or chosen."""
    rules = [(_HERE / "page.css").read_text(encoding="utf-8")]
    for k in range(1, cards + 1):
        chosen = (
            f".pair:has(.k{k}:hover),"
            f".pair:not(:has(.k:hover)):has(.k{k}:focus-within),"
            f".pair:not(:has(.k:is(:hover,:focus-within))):has(.k{k}:target)"
        )
        marks = "".join(f".e{k}{role}{{{_light(role)}}}" for role in _ROLES)
        rules.append(f"{chosen}{{.card.k{k}{{border-color:var(--ink)}}{marks}}}")
    return "\n".join(rules)


def _light(role: str) -> str:
    """What lights a mark up: background and underline only, so that the letters of a word stay joined."""
    if role in "sf":
        return f"text-decoration:underline {'dotted' if role == 's' else 'wavy'} var(--{role}2) 2px"
    return f"background:var(--{role}1)" + (";text-decoration-color:var(--t2)" if role == "t" else "")
