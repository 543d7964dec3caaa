"""Reports written by hand: invented events with every field filled, empty, or hostile."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coding_checks import demo_articles, demo_coding
from marsad.codebook.tables import code_of
from marsad.export.told import Reports
from marsad.store.records import Kept, Report
from marsad.types import (
    Article,
    Block,
    Coding,
    DateCandidate,
    Entity,
    Event,
    Framing,
    Metadata,
    Name,
    Place,
    Published,
    Quote,
    Span,
    Status,
    Versions,
)

MADE = "2026-03-20T10:11:12Z"
_GUARDED = re.compile(r"''*(?:[\t\r]|\s*[=+\-@＝＋－＠])")
TITLE = "غارة على مستودع قرب هوفن"
BODY = (
    "قالت وزارة الداخلية الآيسلندية إن طائرات نرويجية قصفت أمس الإثنين مستودعا في هوفن؛ وقتل صيادون. "
    'ووصف الوزير ما جرى بأنه "حادث مؤسف".'
)
TEXT = f"{TITLE}\n{BODY}"


def unguard(cell: str) -> str:
    """The text that stood in a guarded cell."""
    return cell[1:] if _GUARDED.match(cell) else cell


def span(words: str, text: str = TEXT) -> Span:
    """The words where they first stand."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def entity(
    words: str, country: str | None, sector: str | None, id: str | None = None, name: Name | None = None
) -> Entity:
    """A participant at its words."""
    at = span(words)
    return Entity(
        start=at.start, end=at.end, text=words, id=id, name=name, country=country, sector=sector, rule="test"
    )  # fmt: skip


NORWAY = entity("طائرات نرويجية", "NOR", "MIL", "NOR", Name(ar="النرويج", en="Norway"))
FISHERS = entity("صيادون", None, "CVL")
_NAME = Name(ar="وزارة الداخلية", en="Ministry")
MINISTRY = entity("وزارة الداخلية الآيسلندية", "ISL", "GOV", "org.isl.interior", _NAME)
REBELS = entity("صيادون", "ISL", "REB")
HOFN = Place(
    start=span("هوفن", BODY).start + len(TITLE) + 1, end=span("هوفن", BODY).end + len(TITLE) + 1,
    text="هوفن", id="gn:2630299", name=Name(ar="هوفن", en="Hofn"), country="ISL", lat=64.25, lon=-15.2,
    precision="town", rule="test",
)  # fmt: skip


def event(
    type: str = "ASSAULT", mode: tuple[str, ...] = ("aerial",), *, id: str = "00ab54a98ceb1f0a",
    actor: tuple[Entity, ...] = (NORWAY,), recipient: tuple[Entity, ...] = (FISHERS,), place: Place | None = HOFN,
    date: str | None = "2026-03-09", status: Status = "asserted", historical: bool = False,
    chain: tuple[Entity, ...] = (MINISTRY,), confidence: float = 0.75, reasons: dict[str, str] | None = None,
) -> Event:  # fmt: skip
    """An event of the sample article; every field can be told otherwise."""
    code = code_of(type, mode)
    owner = span("الوزير")
    quoted = span("حادث مؤسف")
    return Event(
        id=id, type=type, mode=mode, context=("military", "disasters"), cameo=code.cameo, quad=code.quad,
        score=code.score, goldstein=-9.5, mentions=(span("قصفت"), span("غارة")), actor=actor, recipient=recipient,
        place=place, date=date, date_span=span("أمس الإثنين") if date else None, date_basis="the day before",
        status=status, historical=historical, chain=chain,
        framing=(Framing(start=quoted.start, end=quoted.end, text=quoted.text, owner=owner, country="ISL", rule="q"),),
        confidence=confidence, rules=("assault.qasafa", "assault.ghara"), reasons=reasons or {},
    )  # fmt: skip


def report(
    *events: Event, id: str = "a1", text: str = TEXT, outlet: str | None = "صوت الشمال", urls: tuple[str, ...] = (),
    published: str | None = "2026-03-10", language: str = "ar",
) -> Report:  # fmt: skip
    """The sample article with these events."""
    title_end = text.index("\n")
    title = Span(start=0, end=title_end, text=text[:title_end])
    blocks = (
        Block(kind="title", start=0, end=title_end),
        Block(kind="lead", start=title_end + 1, end=len(text)),
    )
    metadata = Metadata(outlet=outlet, url=urls[0] if urls else None)
    article = Article(doc=f"doc-{id}", text=text, blocks=blocks, title=title, metadata=metadata)
    where = text.find("حادث مؤسف")
    quotes = ()
    if where >= 0:
        quote = Quote(start=where, end=where + 9, text="حادث مؤسف", speaker=span("الوزير", text), direct=True, rule="q")
        quotes = (quote,)
    day = span("أمس", text)
    shown = DateCandidate(date=published or "2026", source="visible", raw="أمس", span=day)
    coding = Coding(
        doc=article.doc, title=title, blocks=blocks, byline=None, agencies=(), events=events, quotes=quotes, framing=(),
        published=Published(date=published, basis="given", candidates=(shown,)), times=(),
        versions=Versions(coder="0.1.0", data="d4ta"),
    )  # fmt: skip
    kept = Kept(id=id, article=article, urls=urls, outlet=outlet, language=language, added="2026-03-19T00:00:00Z")
    return Report(kept=kept, coding=coding, coded=MADE)


def demo_reports() -> list[Report]:
    """The bundled articles with what the coder reads from them."""
    return [
        Report(kept=Kept(id=f"demo-{doc}", article=article), coding=demo_coding(doc), coded=MADE)
        for doc, article in demo_articles().items()
    ]


def everything() -> list[Report]:
    """One report of everything: filled, empty, odd dates, all statuses, all precisions, and the bundled articles."""
    bare = event(
        "PROTEST", (), id="00000000000000b0", actor=(), recipient=(), place=None, date=None, chain=(),
        reasons={"actor": "nobody is named", "place": "no place; none at all"},
    )  # fmt: skip
    odd = [
        event(id="00000000000000c1", date="2026-03-01/2026-03-05", status="asserted", historical=True),
        event(id="00000000000000c2", date="2026-02", mode=("firearms",), recipient=(REBELS,)),
        event(id="00000000000000c3", date="2025", status="future"),
        event(id="00000000000000c4", status="negated", place=_place("country", None, None)),
        event(id="00000000000000c5", status="hypothetical", place=_place("admin1", 64.0, -18.0)),
        event("CONSULT", ("phone",), id="00000000000000c6", actor=(NORWAY, MINISTRY), recipient=(),
              reasons={"recipient": "all sides are actors"}),
    ]  # fmt: skip
    urls = ("https://news.example/a?b=1;c", "https://other.example/a")
    return [report(event(), bare, urls=urls), report(*odd, id="a2", outlet=None), *demo_reports()]


def _place(precision: str, lat: float | None, lon: float | None) -> Place:
    return Place(
        start=HOFN.start, end=HOFN.end, text="هوفن", id="ISL", name=Name(ar="آيسلندا", en="Iceland"), country="ISL",
        lat=lat, lon=lon, precision=precision, rule="test",
    )  # fmt: skip


COUNTRY = _place("country", 65.0, -18.0)
PROVINCE = _place("admin1", 64.0, -18.0)


def source(reports: Iterable[Report]) -> Reports:
    """The reports as exports read them."""
    kept = list(reports)
    return lambda: kept
