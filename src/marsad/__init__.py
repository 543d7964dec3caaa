"""marsad reads Arabic news articles offline and gives back PLOVER events, every value with its words in the text.

    import marsad
    coded = marsad.code("أعلنت وزارة الخارجية …", published="2024-09-08")
    for event in coded.events:
        print(event.type, [actor.text for actor in event.actor])
    open("page.html", "w", encoding="utf-8").write(coded.to_html())

Names are loaded when they are first used: `import marsad` itself is cheap.
"""

from __future__ import annotations

import importlib
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.export.files import ExportError, Manifest
    from marsad.export.needs import MissingLibraryError
    from marsad.intake import read_path
    from marsad.read import ReadError, ReadProblem, read_html, read_record, read_text
    from marsad.store.problems import DamagedWarning, QueryError, StoreError
    from marsad.types import (
        Article,
        Block,
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
    from marsad.view.coded import Coded
    from marsad.view.page import render_html
    from marsad.view.record_schema import record_schema
    from marsad.workspace.workspace import Workspace
    from marsad.workspace.workspace import open_workspace as open

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Block",
    "Coded",
    "Coding",
    "Constraint",
    "DamagedWarning",
    "DateCandidate",
    "Entity",
    "Event",
    "ExportError",
    "Framing",
    "Manifest",
    "Metadata",
    "MissingLibraryError",
    "Name",
    "Place",
    "Published",
    "QueryError",
    "Quote",
    "ReadError",
    "ReadProblem",
    "Span",
    "StoreError",
    "TimeMention",
    "Versions",
    "Workspace",
    "code",
    "code_article",
    "open",
    "read_html",
    "read_path",
    "read_record",
    "read_text",
    "record_schema",
    "render_html",
]
_RENAMED = {"open": "open_workspace"}
_HOMES = {
    "DamagedWarning": "marsad.store.problems",
    "ExportError": "marsad.export.files",
    "Manifest": "marsad.export.files",
    "MissingLibraryError": "marsad.export.needs",
    "QueryError": "marsad.store.problems",
    "StoreError": "marsad.store.problems",
    "Workspace": "marsad.workspace.workspace",
    "open": "marsad.workspace.workspace",
    "Coded": "marsad.view.coded",
    "render_html": "marsad.view.page",
    "record_schema": "marsad.view.record_schema",
    "read_path": "marsad.intake",
    **dict.fromkeys(("ReadError", "ReadProblem", "read_html", "read_record", "read_text"), "marsad.read"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module on first use."""
    if name not in __all__:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    home = importlib.import_module(_HOMES.get(name, "marsad.types"))
    value: object = getattr(home, _RENAMED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


def code(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    doc: str = "article",
) -> Coded:
    """Everything marsad reads from a text: a Coding that keeps its article and shows itself in notebooks.

    `published` is the day of publication where it is known. Spans are code points of `text`; with a title, of title,
    newline, text (`coded.text`). Raises ReadError when the text is no Arabic article or the day is no date.
    """
    from marsad.read import check_article, read_record

    day = published.isoformat() if isinstance(published, date) else published
    record: dict[str, object] = {"text": text, "title": title, "published": day, "url": url, "outlet": outlet}
    article = read_record(record, doc)
    check_article(article)
    return code_article(article)


def code_article(article: Article) -> Coded:
    """The coding of an article that read_path, read_text, read_record or read_html gave."""
    from marsad.pipeline import code_article as code_read_article
    from marsad.view.coded import with_article

    return with_article(code_read_article(article), article)
