"""One JSON record of a feed or corpus read as an article."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from msgspec import structs

from marsad.outlets import Outlets
from marsad.read.build import build_article
from marsad.read.dates import read_date
from marsad.read.declared import find_outlet
from marsad.read.decode import repair_surrogates
from marsad.read.problems import ReadError
from marsad.text.orthography import ascii_digits
from marsad.types import Article, DateCandidate, Metadata

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?")
_FIELDS = 'a record is {"text": …} with optional id, title, published, url and outlet, all of them strings'
_DAY = "write it like 2024-09-08, or leave the field out"
_UNIX = "write it like 2024-09-08, or in Unix time (seconds or milliseconds, 1973 to 2099), or leave the field out"
_NUMBER = re.compile(r"\d+(?:\.\d*)?")
_FIRST, _END = 100_000_000, 4_102_444_800  # Unix times from March 1973 to the end of 2099
_UNITS = (("unix_seconds", 1), ("unix_milliseconds", 1000))  # no number is a time of both


def read_record(record: dict[str, object], doc: str, outlets: Outlets | None = None) -> Article:
    """The article in a record with `text` and optionally id, title, published, url, outlet.

    With a title the article's text is title, newline, text; without one spans are code points of `text`
    itself. Fields of other names are left. `doc` names the article when the record has no id. `outlets`
    are the declarations that its url is looked up in. A `published` in Unix time, a number or its digits, is its
    day in UTC, with the number among the dates of the metadata. Raises ReadError naming the field that is wrong.
    """
    text = _string(record, "text")
    if text is None:
        raise ReadError("the record has no text", _FIELDS, "field text")
    title = _string(record, "title")
    identity = record.get("id")
    unix = _unix_time(record.get("published"))
    metadata = Metadata(
        url=_string(record, "url"),
        outlet=_string(record, "outlet"),
        published=unix.date if unix is not None else _published(record),
    )
    name = str(identity) if isinstance(identity, (str, int)) and str(identity) else doc
    outlet = find_outlet(metadata.url, outlets)
    if title and title.strip():
        article = build_article(f"{title}\n{text}", name, metadata, title=0, outlet=outlet)
    else:
        article = build_article(text, name, metadata, outlet=outlet)
    if unix is None:
        return article
    return structs.replace(article, metadata=structs.replace(article.metadata, dates=(unix, *article.metadata.dates)))


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


def _unix_time(value: object) -> DateCandidate | None:
    """The day in UTC of a Unix time in seconds or milliseconds; None for what is none."""
    raw = ascii_digits(str(value)).strip() if isinstance(value, (str, int, float)) else ""
    if not _NUMBER.fullmatch(raw):
        return None
    for source, unit in _UNITS:
        if _FIRST * unit <= float(raw) < _END * unit:
            day = datetime.fromtimestamp(int(raw.partition(".")[0]) // unit, UTC).date()
            return DateCandidate(date=day.isoformat(), source=source, raw=raw)
    return None


def _published(record: dict[str, object]) -> str | None:
    """The day of publication as given when it is ISO, else as an ISO prefix of what its words state.

    A number is read as its digits are: 20240908 is a day.
    """
    given = record.get("published")
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    raw = str(given) if number else _string(record, "published")
    if raw is None or not raw.strip():
        return None
    found = read_date(raw.strip())
    if found is None:
        numeric = number or _NUMBER.fullmatch(raw.strip())
        reason = f"published is {raw.strip()[:60]!r}, which is no date"
        raise ReadError(reason, _UNIX if numeric else _DAY, "field published")
    return raw.strip() if _ISO.fullmatch(raw.strip()) else found.iso
