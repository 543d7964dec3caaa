"""An article about an invented quarrel and a coding of it written by hand, so that views are tested without a coder."""

from __future__ import annotations

from marsad.types import (
    Article,
    Block,
    BlockKind,
    Coding,
    Constraint,
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
    TimeMention,
    Versions,
)

TITLE = "فرنسا تدعو إلى اجتماع عاجل"
PAGE_DATE = "الأحد 8 سبتمبر 2024"
FIRST = 'دعت فرنسا يوم الثلاثاء مجلس الأمن إلى اجتماع عاجل، وقال متحدث: "نريد حلا سلميا في أقرب وقت".'
SECOND = 'وشنت طائرات غارات على مواقع بالعاصمة وصفتها الوزارة بأنها "ردود محدودة".'
TEXT = "\n".join([PAGE_DATE, TITLE, FIRST, SECOND])


def span(words: str, after: int = 0) -> Span:
    """The words where they first stand in the text behind an offset."""
    start = TEXT.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def entity(words: str, country: str | None, sector: str | None, after: int = 0, name: Name | None = None) -> Entity:
    """A participant at its words."""
    found = span(words, after)
    return Entity(
        start=found.start, end=found.end, text=words, id=None, name=name, country=country, sector=sector, rule="test"
    )


def block(kind: BlockKind, words: str) -> Block:
    """The block that the words make."""
    found = span(words)
    return Block(kind=kind, start=found.start, end=found.end)


BODY = TEXT.index(FIRST)
ARTICLE = Article(
    doc="sample",
    text=TEXT,
    blocks=(
        block("page_date", PAGE_DATE),
        block("title", TITLE),
        Block(kind="paragraph", start=BODY, end=BODY + len(FIRST)),
        block("paragraph", SECOND),
    ),
    title=span(TITLE),
    metadata=Metadata(url="https://example.org/a?b=1&c=2", outlet="صحيفة", language="ar"),
)
REQUEST = Event(
    id="aaaa000000000001",
    type="REQUEST",
    mode=("meet",),
    context=(),
    cameo="106",
    quad="verbal conflict",
    score=0.0,
    goldstein=3.4,
    mentions=(span("دعت", BODY), span("تدعو")),
    actor=(entity("فرنسا", "FRA", "GOV", BODY, Name(ar="فرنسا", en="France")),),
    recipient=(entity("مجلس الأمن", "UNO", None, BODY, Name(ar="مجلس الأمن", en="Security Council")),),
    place=None,
    date="2024-09-03",
    date_span=span("الثلاثاء"),
    date_basis='weekday behind "دعت"; anchor 2024-09-04',
    status="asserted",
    historical=False,
    chain=(),
    framing=(),
    confidence=0.91,
    rules=("request.daa",),
    reasons={"place": "no place is tied to the event in its sentence"},
)
_CAPITAL = span("العاصمة")
ASSAULT = Event(
    id="aaaa000000000002",
    type="ASSAULT",
    mode=("aerial",),
    context=(),
    cameo="195",
    quad="material conflict",
    score=-9.0,
    goldstein=-10.0,
    mentions=(span("غارات"), Span(start=span("شنت").start, end=span("شنت").end, text="شنت")),
    actor=(),
    recipient=(entity("مواقع", None, "MIL"),),
    place=Place(
        start=_CAPITAL.start,
        end=_CAPITAL.end,
        text=_CAPITAL.text,
        id="place.x",
        name=Name(ar="العاصمة", en="The Capital"),
        country="FRA",
        lat=48.85,
        lon=2.35,
        precision="town",
    ),
    date=None,
    date_span=None,
    date_basis="told as background without a date",
    status="future",
    historical=True,
    chain=(entity("الوزارة", "FRA", "GOV"),),
    framing=(
        Framing(
            start=span("ردود محدودة").start, end=span("ردود محدودة").end, text="ردود محدودة", owner=span("الوزارة")
        ),
    ),
    confidence=0.42,
    rules=("assault.ghara",),
    reasons={"actor": "no doer is named with a passive or noun", "date": "background without a date"},
)
_QUOTED = span("نريد حلا سلميا في أقرب وقت")
CODING = Coding(
    doc="sample",
    title=span(TITLE),
    published=Published(
        date="2024-09-03",
        basis='The page was copied later, because the text says "الثلاثاء", 2 times.',
        candidates=(
            DateCandidate(
                date="2024-09-08",
                source="crawl_header",
                raw=PAGE_DATE,
                span=span(PAGE_DATE),
                rejected='the text says "الثلاثاء"',
            ),
            DateCandidate(date="2024-09-03", source="meta:article:published_time", raw="2024-09-03T10:00"),
        ),
        constraints=(Constraint(reason="it was written on a Tuesday", span=span("الثلاثاء"), weekday=1),),
    ),
    blocks=ARTICLE.blocks,
    byline=None,
    agencies=(),
    events=(REQUEST, ASSAULT),
    quotes=(Quote(start=_QUOTED.start, end=_QUOTED.end, text=_QUOTED.text, speaker=span("متحدث")),),
    framing=ASSAULT.framing,
    times=(
        TimeMention(
            start=span("الثلاثاء").start,
            end=span("الثلاثاء").end,
            text="الثلاثاء",
            value="2024-09-03",
            first="2024-09-03",
            last="2024-09-03",
            granularity="day",
            basis="weekday",
        ),
    ),
    versions=Versions(coder="0.1.0", data="0123456789ab"),
)
