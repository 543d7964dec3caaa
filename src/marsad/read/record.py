"""One JSON record of a feed or corpus read as an article."""

from __future__ import annotations

import re

from marsad.outlets import Outlets
from marsad.read.build import build_article
from marsad.read.dates import read_date
from marsad.read.declared import find_outlet
from marsad.read.decode import repair_surrogates
from marsad.read.problems import ReadError
from marsad.types import Article, Metadata

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?")
_FIELDS = 'a record is {"text": …} with optional id, title, published, url and outlet, all of them strings'


def read_record(record: dict[str, object], doc: str, outlets: Outlets | None = None) -> Article:
    """The article in a record with `text` and optionally id, title, published, url, outlet.

    With a title the article's text is title, newline, text; without one spans are code points of `text`
    itself. Fields of other names are left. `doc` names the article when the record has no id. `outlets`
    are the declarations that its url is looked up in. Raises ReadError naming the field that is wrong.
    """
    text = _string(record, "text")
    if text is None:
        raise ReadError("the record has no text", _FIELDS, "field text")
    title = _string(record, "title")
    identity = record.get("id")
    metadata = Metadata(
        url=_string(record, "url"),
        outlet=_string(record, "outlet"),
        published=_published(record),
    )
    name = str(identity) if isinstance(identity, (str, int)) and str(identity) else doc
    outlet = find_outlet(metadata.url, outlets)
    if title and title.strip():
        return build_article(f"{title}\n{text}", name, metadata, title=0, outlet=outlet)
    return build_article(text, name, metadata, outlet=outlet)


def _string(record: dict[str, object], field: str) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadError(f"{field} is {_kind(value)}, not a string", _FIELDS, f"field {field}")
    return repair_surrogates(value)


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")


def _published(record: dict[str, object]) -> str | None:
    """The day of publication as given when it is ISO, else as an ISO prefix of what its words state."""
    raw = _string(record, "published")
    if raw is None or not raw.strip():
        return None
    found = read_date(raw.strip())
    if found is None:
        raise ReadError(
            f"published is {raw.strip()[:60]!r}, which is no date",
            "write it like 2024-09-08, or leave the field out",
            "field published",
        )
    return raw.strip() if _ISO.fullmatch(raw.strip()) else found.iso
