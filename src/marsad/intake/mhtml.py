"""Pages saved as one file (MHTML): the page itself, its pictures left aside."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from typing import BinaryIO

from marsad.intake import items
from marsad.intake.items import Source, Sources, Where
from marsad.intake.streams import read_whole
from marsad.read.problems import ReadError

LARGEST_ARCHIVE = 25 * 1024 * 1024  # bytes of the file with all its pictures; the parser takes ten times as much
_REMEDY = "save the page again, as HTML or as a single file"


def read_mhtml(stream: BinaryIO, where: Where) -> Sources:
    """The page in an MHTML file, with the address it was saved from. Raises ReadError when there is none."""
    data = read_whole(stream, LARGEST_ARCHIVE)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = _page(message)
        body = part.get_payload(decode=True) if part is not None else None
        url = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
        charset = part.get_content_charset() if part is not None else None
    except Exception as error:  # the parser of the standard library has its own ideas about damaged headers
        raise ReadError(f"the file cannot be taken apart ({type(error).__name__})", _REMEDY) from error
    if not isinstance(body, bytes) or not body.strip():
        raise ReadError("the file holds no page", _REMEDY)
    if len(body) > items.LARGEST_PAGE:
        raise ReadError(f"the page is larger than {items.LARGEST_PAGE // (1024 * 1024)} MB", _REMEDY)
    yield Source(
        origin=where.origin, place=where.place, doc=where.doc, kind="page", data=body, stamp=where.stamp,
        url=url if url.startswith(("http://", "https://")) else where.url, charset=charset,
    )  # fmt: skip


def _page(message: EmailMessage) -> EmailMessage | None:
    """The part that is the page: the first HTML one."""
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    return None


def _header(part: object, name: str) -> str:
    value = part.get(name) if isinstance(part, EmailMessage) else None
    return str(value).strip() if value else ""
