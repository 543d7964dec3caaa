"""The records that flow through marsad: frozen, typed, spans in code points of the article's text."""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["asserted", "future", "hypothetical", "negated"]
BlockKind = Literal[
    "title",
    "lead",
    "paragraph",
    "heading",
    "caption",
    "credit",
    "byline",
    "sources",
    "boilerplate",
    "page_date",
]


class Record(msgspec.Struct, frozen=True, omit_defaults=False, kw_only=True):
    """Base of all records: immutable, compared by value."""


class Span(Record, frozen=True):
    """Characters `start` (included) to `end` (excluded) of the article's text, and the text itself."""

    start: int
    end: int
    text: str


class Block(Record, frozen=True):
    """A labelled range of the article's text; blocks do not overlap and are in text order."""

    kind: BlockKind
    start: int
    end: int


class DateCandidate(Record, frozen=True):
    """One piece of evidence for the day of publication.

    `date` is an ISO prefix (2024-09-08, 2024-09, 2024); `source` says where it was found (given, jsonld,
    meta:NAME, time, url, dateline, visible, crawl_header, fetched, unix_seconds, unix_milliseconds); `raw` is the
    evidence as written; `span` points at it when it stands in the text; `rejected` gives the reason when it cannot be
    the day of publication.
    """

    date: str
    source: str
    raw: str
    span: Span | None = None
    rejected: str | None = None


class Constraint(Record, frozen=True):
    """Something the text states that bounds its own date: days from `earliest` to `latest` (ISO, either open)."""

    reason: str
    span: Span | None = None
    earliest: str | None = None
    latest: str | None = None
    weekday: int | None = None


class Published(Record, frozen=True):
    """When the article was published: one `date`, or None with the `options` that the constraints leave."""

    date: str | None = None
    basis: str = "unknown"
    candidates: tuple[DateCandidate, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    options: tuple[str, ...] = ()


class Metadata(Record, frozen=True):
    """What came with the article from outside its text (a record's fields, a page's head).

    `outlet_country` is that of the declared outlet at the address (ISO 3166 alpha-3); `page_hash` is the SHA-256 of
    the bytes of the page, in hex digits, for articles read from HTML.
    """

    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    outlet_country: str | None = None
    page_hash: str | None = None


class Article(Record, frozen=True):
    """An article as read: for plain text `text` is the decoded input, unchanged."""

    doc: str
    text: str
    blocks: tuple[Block, ...]
    title: Span | None = None
    byline: Span | None = None
    agencies: tuple[Span, ...] = ()
    metadata: Metadata = Metadata()


class Name(Record, frozen=True):
    """A display name in both interface languages."""

    ar: str
    en: str


class Entity(Record, frozen=True):
    """An actor or recipient: its words, and the identity, country and sector they resolve to."""

    start: int
    end: int
    text: str
    id: str | None = None
    name: Name | None = None
    country: str | None = None
    sector: str | None = None
    rule: str = ""
    confidence: float | None = None  # chance that it takes this part in the event, if the event is one


class Place(Record, frozen=True):
    """A place: its words and the gazetteer row they resolve to; `precision` exact, town, admin1, country, region.

    `country` is the code an event there is counted under in the worldview in use. A `disputed` place names all who
    claim it and who held it on the day of the event, where the tables tell (docs/neutrality.md).
    """

    start: int
    end: int
    text: str
    id: str | None = None
    name: Name | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    disputed: bool = False
    claimed_by: tuple[str, ...] = ()
    controlled_by: str | None = None
    rule: str = ""


class TimeMention(Record, frozen=True):
    """A time expression and the closed interval of days it denotes.

    `value` is what the expression says as an ISO prefix or interval "a/b"; `first`/`last` are its days;
    `granularity` day, week, month, year, hours or interval; `basis` names the rule and the anchor used.
    """

    start: int
    end: int
    text: str
    value: str
    first: str
    last: str
    granularity: str
    basis: str


class Quote(Record, frozen=True):
    """Words somebody is quoted with, without the quotation marks, and who said them; or a clause reported as said."""

    start: int
    end: int
    text: str
    speaker: Span | None = None
    direct: bool = True
    rule: str = ""


class Framing(Record, frozen=True):
    """Words the narrator keeps at a distance ("what it calls", scare quotes), with the owner of the wording."""

    start: int
    end: int
    text: str
    owner: Span | None = None
    country: str | None = None
    rule: str = ""


class Deaths(Record, frozen=True):
    """A number of people killed that the text tells of an event, with its words: at least `low`, at most `high`.

    Both are the number where it is told exactly, or as "about" it; None where the text sets no such bound.
    """

    start: int
    end: int
    text: str
    low: int | None = None
    high: int | None = None
    rule: str = ""


class Event(Record, frozen=True):
    """One political interaction told by the article; see docs/record.md for every field."""

    id: str
    type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    cameo: str
    quad: str
    score: float
    goldstein: float
    mentions: tuple[Span, ...]
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    place: Place | None
    date: str | None
    date_span: Span | None
    date_basis: str
    status: Status
    historical: bool
    chain: tuple[Entity, ...]
    framing: tuple[Framing, ...]
    confidence: float
    rules: tuple[str, ...]
    reasons: dict[str, str]
    deaths: tuple[Deaths, ...] = ()  # empty where the text tells no number, never a zero


class Versions(Record, frozen=True):
    """What made a coding: the coder's version and the content hash of all its data."""

    coder: str
    data: str


class Coding(Record, frozen=True):
    """Everything read from one article. A pure function of text, metadata and data version."""

    doc: str
    title: Span | None
    published: Published
    blocks: tuple[Block, ...]
    byline: Span | None
    agencies: tuple[Span, ...]
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    framing: tuple[Framing, ...]
    times: tuple[TimeMention, ...]
    versions: Versions
    indirect: tuple[Quote, ...] = ()  # clauses after "said that", with who said them
