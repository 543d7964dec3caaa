"""Reading a page by the declaration of its outlet: where its body, title, lead, author and date stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad.outlets import Outlet, Outlets, Selectors, load_outlets
from marsad.read.fragment import node_lines
from marsad.read.lines import Line, key_of
from marsad.read.page_body import BodyLine
from marsad.read.page_head import PageHead, candidate
from marsad.read.page_scan import clean_text
from marsad.types import BlockKind, DateCandidate, Metadata

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LEAST_LETTERS = 25  # of a body that was found
_LONGEST = 700  # characters of a title, lead, author or date
_OPEN_END = "…"


class Selected(NamedTuple):
    """What the selectors of an outlet find in a page; empty where they find nothing."""

    body: tuple[BodyLine, ...] = ()
    title: str = ""
    lead: str = ""
    author: str = ""
    dates: tuple[DateCandidate, ...] = ()


def find_outlet(url: str | None, outlets: Outlets | None) -> Outlet | None:
    """The outlet that publishes at an address; marsad's own declarations where no others are given."""
    return (load_outlets() if outlets is None else outlets).find(url) if url else None


def select(tree: LexborHTMLParser, outlet: Outlet | None, head: PageHead) -> Selected:
    """What the selectors valid on the day of the page find; those that find a body come first."""
    if outlet is None or not outlet.selectors:
        return Selected()
    day = next((d.date for d in head.dates if d.rejected is None and len(d.date) == 10), None)
    found = [_apply(tree, selectors) for selectors in outlet.selectors if _is_valid(selectors, day)]
    return max(found, key=lambda one: (bool(one.body), bool(one.title) + bool(one.lead)), default=Selected())


def _is_valid(selectors: Selectors, day: str | None) -> bool:
    """True when a page of that day can look so; on a page without a day all selectors are tried."""
    return day is None or ((selectors.since or "") <= day <= (selectors.until or "9999"))


def _apply(tree: LexborHTMLParser, selectors: Selectors) -> Selected:
    lead = _first(tree, selectors.lead)
    return Selected(
        body=_body(tree, selectors),
        title=_first(tree, selectors.title),
        lead=lead,
        author=_first(tree, selectors.author),
        dates=_dates(tree, selectors.date),
    )


def _first(tree: LexborHTMLParser, css: str | None) -> str:
    node = tree.css_first(css) if css else None
    text = clean_text(node.text(deep=True)) if node is not None else ""
    return text if len(text) <= _LONGEST else ""


def _dates(tree: LexborHTMLParser, css: str | None) -> tuple[DateCandidate, ...]:
    node = tree.css_first(css) if css else None
    if node is None:
        return ()
    stamp = node.attributes.get("datetime") or node.attributes.get("content")
    return tuple(candidate(stamp, "time") if stamp else candidate(_first(tree, css), "visible"))


def _body(tree: LexborHTMLParser, selectors: Selectors) -> tuple[BodyLine, ...]:
    """The lines of all elements that the selector finds, the outermost ones; none when it is no body."""
    if selectors.body is None:
        return ()
    dropped = frozenset(node.mem_id for css in selectors.remove for node in tree.css(css))
    seen: set[int] = set()
    lines: list[BodyLine] = []
    for node in tree.css(selectors.body):
        parent = node.parent
        while parent is not None and parent.mem_id not in seen:
            parent = parent.parent
        seen.add(node.mem_id)
        if parent is None:
            # Captions are taken from the whole page, with their place in the body.
            found = (line for line in node_lines(node, dropped) if line.kind != "caption")
            lines.extend((line.kind or "paragraph", line.text) for line in found)
    letters = sum(c.isalpha() for _, text in lines for c in text)
    return tuple(lines) if letters >= _LEAST_LETTERS else ()


def known_boilerplate(lines: list[Line], outlet: Outlet | None) -> dict[int, BlockKind]:
    """The lines that the declaration of an outlet names as boilerplate."""
    if outlet is None or not outlet.boilerplate:
        return {}
    whole = {key_of(line) for line in outlet.boilerplate if not line.endswith(_OPEN_END)}
    starts = tuple(key_of(line) + " " for line in outlet.boilerplate if line.endswith(_OPEN_END))
    found: dict[int, BlockKind] = {}
    for number, line in enumerate(lines):
        key = key_of(line.text[:_LONGEST])
        if key in whole or (starts and f"{key} ".startswith(starts)):
            found[number] = "boilerplate"
    return found


def with_outlet(metadata: Metadata, outlet: Outlet | None) -> Metadata:
    """The metadata with the name and country of the declared outlet, where it names none itself."""
    if outlet is None:
        return metadata
    from msgspec import structs

    return structs.replace(metadata, outlet=metadata.outlet or outlet.name.ar, outlet_country=outlet.country)
