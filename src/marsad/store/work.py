"""What is done with an article before it is written: coding, index rows, words, snapshot. Pure, in any process."""

from __future__ import annotations

import gzip
import hashlib
import traceback
import zlib
from pathlib import Path

import msgspec

from marsad.pipeline import code_article
from marsad.store.rows import Rows, published_day, rows_of
from marsad.store.terms import Words, words_of
from marsad.story.copies import clause_keys
from marsad.types import Article, Coding, Record

_PACKAGE = str(Path(__file__).resolve().parent.parent)
REPORT_IT = "an error of marsad; please report it with the article"


class Task(Record, frozen=True):
    """An article to work on. `code` is False for one that is only kept; `raw` is the page it was read from."""

    number: int
    article: Article
    code: bool = True
    raw: bytes | None = None


class Work(Record, frozen=True):
    """An article made ready to be written.

    `article` and `coding` are packed records; `coding` is None for an article that is only kept, or for one that
    could not be coded (`problem` says why). `snapshot` is the packed page, `page` its name.
    """

    number: int
    article: bytes
    title: str | None
    published: str | None
    language: str
    words: Words
    clauses: tuple[int, ...] = ()
    coding: bytes | None = None
    coder: str = ""
    data: str = ""
    rows: Rows | None = None
    page: str | None = None
    snapshot: bytes | None = None
    problem: str | None = None


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


def do_work(task: Task) -> Work:
    """Everything that has to be done with an article before it is written; an error of the coder is a problem."""
    article = task.article
    coding, problem = _code(article) if task.code else (None, None)
    title = article.title.text if article.title else None
    rows = rows_of(coding) if coding is not None else None
    return Work(
        number=task.number,
        article=pack(article),
        title=title,
        published=rows.published if rows is not None else published_day(article),
        language=article.metadata.language or "ar",
        words=words_of(article),
        clauses=clause_keys(article),
        coding=pack(coding) if coding is not None else None,
        coder=coding.versions.coder if coding is not None else "",
        data=coding.versions.data if coding is not None else "",
        rows=rows,
        page=page_name(task.raw),
        snapshot=pack_page(task.raw),
        problem=problem,
    )


def _code(article: Article) -> tuple[Coding | None, str | None]:
    try:
        return code_article(article), None
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(_PACKAGE)]
        where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return None, f"{type(error).__name__}: {error}{where}"
