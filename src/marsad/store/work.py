"""What is done with an article before it is written: reading, coding, index rows, words. Pure, in any process."""

from __future__ import annotations

import gzip
import hashlib
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from marsad.intake.items import STANDARD_INPUT, Item
from marsad.intake.items import Source as Unread
from marsad.intake.read import read_source
from marsad.pipeline import code_article
from marsad.read.problems import ReadProblem
from marsad.store.records import Source
from marsad.store.rows import Rows, published_day, rows_of
from marsad.store.terms import Words, words_of
from marsad.story.copies import Prints, prints_of
from marsad.types import Article, Coding, Record

_PACKAGE = str(Path(__file__).resolve().parent.parent)
REPORT_IT = "an error of marsad; please report it with the article"
CODED_LANGUAGES = frozenset({"ar"})


class Task(Record, frozen=True):
    """An article to work on: one not yet read, or one that is kept and is to be coded anew.

    `published` is the day a user gave for it. `known` is the id of the article that stood at this place before.
    """

    number: int
    unread: Unread | None = None
    article: Article | None = None
    published: str | None = None
    known: str | None = None


class Made(Record, frozen=True):
    """An article made ready to be written.

    `article` and `coding` are packed records; `coding` is None for an article that is only kept, or for one that
    could not be coded (`problem` says why).
    """

    article: bytes
    title: str | None
    published: str | None
    language: str
    words: Words
    prints: Prints = Prints()
    coding: bytes | None = None
    coder: str = ""
    data: str = ""
    rows: Rows | None = None
    problem: str | None = None


class Work(Record, frozen=True):
    """What came of a task: the article's id and where it was read, or why it could not be read.

    `made` is None when the article is there already. `page` is the packed page, where there is one.
    """

    number: int
    id: str = ""
    source: Source | None = None
    made: Made | None = None
    page: bytes | None = None
    unread: ReadProblem | None = None


def do_work(task: Task, kept: Callable[[str], bool]) -> Work:
    """Everything that has to be done with an article before it is written; an error of the coder is a problem.

    `kept` says of an id whether that article is there (or will be before this one): then it is not coded again.
    """
    if task.unread is None:
        assert task.article is not None
        return Work(number=task.number, id=article_id(task.article), made=make(task.article))
    item = read_source(task.unread)
    if isinstance(item, ReadProblem):
        return Work(number=task.number, unread=item)
    article = item.article
    if task.published is not None:
        metadata = msgspec.structs.replace(article.metadata, published=task.published)
        article = msgspec.structs.replace(article, metadata=metadata)
    identity = article_id(article)
    same = identity == task.known or kept(identity)
    return Work(
        number=task.number, id=identity, source=source_of(item, article), made=None if same else make(article),
        page=pack_page(item.raw),
    )  # fmt: skip


def make(article: Article) -> Made:
    """An article with its coding, ready to be written; one in another language is not coded."""
    language = article.metadata.language or "ar"
    coding, problem = _code(article) if language in CODED_LANGUAGES else (None, None)
    rows = rows_of(coding) if coding is not None else None
    return Made(
        article=pack(article),
        title=article.title.text if article.title else None,
        published=rows.published if rows is not None else published_day(article),
        language=language,
        words=words_of(article),
        prints=prints_of(article),
        coding=pack(coding) if coding is not None else None,
        coder=coding.versions.coder if coding is not None else "",
        data=coding.versions.data if coding is not None else "",
        rows=rows,
        problem=problem,
    )


def source_of(item: Item, article: Article) -> Source:
    """Where an article was read, and what came with it. What came in on standard input is known by its words."""
    metadata = article.metadata
    place = article_id(article)[:16] if item.origin == STANDARD_INPUT else item.place
    return Source(
        origin=item.origin, place=place, doc=article.doc, url=metadata.url, outlet=metadata.outlet,
        published=metadata.published, snapshot=page_name(item.raw), stamp=item.stamp,
    )  # fmt: skip


def article_id(article: Article) -> str:
    """The hash of what was read, 32 hex digits: the same words from anywhere are one article."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def page_name(raw: bytes | None) -> str | None:
    """The name a page is kept under: its hash."""
    return hashlib.sha256(raw).hexdigest() if raw is not None else None


def pack_page(raw: bytes | None) -> bytes | None:
    """A page as it is kept: gzip, the same bytes for the same page."""
    return gzip.compress(raw, 6, mtime=0) if raw is not None else None


def pack(record: Record) -> bytes:
    """A record as JSON, deflated; the same record gives the same bytes."""
    return zlib.compress(msgspec.json.encode(record), 6)


def unpack_article(data: bytes) -> Article:
    """The article that was packed."""
    return msgspec.json.decode(zlib.decompress(data), type=Article)


def unpack_coding(data: bytes) -> Coding:
    """The coding that was packed."""
    return msgspec.json.decode(zlib.decompress(data), type=Coding)


def _code(article: Article) -> tuple[Coding | None, str | None]:
    try:
        return code_article(article), None
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(_PACKAGE)]
        where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return None, f"{type(error).__name__}: {error}{where}"
