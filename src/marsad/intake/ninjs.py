"""News items in ninjs, the JSON of the IPTC (versions 1.x to 3.1, iptc.org/std/ninjs)."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.read.fragment import fragment_text
from marsad.read.problems import ReadError

_STOPPED = ("withheld", "canceled", "cancelled")
_DATES = ("firstcreated", "contentcreated", "versioncreated", "embargoed")
_REMEDY = "a ninjs item carries its text in bodies (3.x) or body_text, body_html, body_xhtml (1.x)"


def is_ninjs(record: Mapping[str, object]) -> bool:
    """True for an object with the properties that only a ninjs item has, and no "text" of its own."""
    if isinstance(record.get("text"), str):
        return False
    standard = record.get("standard")
    if isinstance(standard, dict) and str(standard.get("name")).lower() == "ninjs":
        return True
    bodies = any(isinstance(record.get(name), str) for name in ("body_text", "body_html", "body_xhtml"))
    return "uri" in record and (bodies or isinstance(record.get("bodies"), list))


def ninjs_fields(record: Mapping[str, object]) -> dict[str, object]:
    """The fields of an article in a ninjs item. Raises ReadError when it is withheld or has no text."""
    lower = {key.lower(): value for key, value in record.items()}
    status = lower.get("pubstatus")
    if isinstance(status, str) and status.lower() in _STOPPED:
        raise ReadError(f"its publisher marks the item as {status}", "leave it out", "pubStatus")
    text = _body(lower)
    if not text:
        raise ReadError("the item has no text", _REMEDY, "bodies")
    fields: dict[str, object] = {"text": text}
    given = {
        "title": _headline(lower),
        "published": next((value for name in _DATES if (value := _text(lower.get(name)))), ""),
        "url": _address(lower),
        "outlet": _outlet(lower),
        "id": _text(lower.get("uri")),
    }
    return fields | {name: value for name, value in given.items() if value}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _objects(value: object) -> list[dict[str, object]]:
    """The objects of a list, their keys in lower case (3.x writes contentType, earlier ones contenttype)."""
    listed = value if isinstance(value, list) else []
    return [{str(key).lower(): inner for key, inner in part.items()} for part in listed if isinstance(part, dict)]


def _body(item: dict[str, object]) -> str:
    """The text of the first body with one; plain text is taken before markup."""
    bodies = _objects(item.get("bodies"))
    plain = [body for body in bodies if "html" not in _text(body.get("contenttype")).lower()]
    for body in (*plain, *(body for body in bodies if body not in plain)):
        value = _text(body.get("value"))
        if value:
            return value if body in plain and not value.startswith("<") else fragment_text(value)
    if _text(item.get("body_text")):
        return _text(item.get("body_text"))
    return fragment_text(_text(item.get("body_html")) or _text(item.get("body_xhtml")))


def _headline(item: dict[str, object]) -> str:
    """The main headline in one line."""
    headlines = _objects(item.get("headlines"))
    main = [h for h in headlines if _text(h.get("role")) in ("", "main")] or headlines
    words = next((value for h in main if (value := _text(h.get("value")))), "") or _text(item.get("headline"))
    return " ".join(fragment_text(words).split()) if "<" in words else " ".join(words.split())


def _address(item: dict[str, object]) -> str:
    """The address of the item on the web: of its renditions' page where given, else its uri when that is one."""
    for link in (item.get("canonicalurl"), item.get("url"), item.get("uri")):
        if _text(link).startswith(("http://", "https://")):
            return _text(link)
    return ""


def _outlet(item: dict[str, object]) -> str:
    for source in _objects(item.get("infosources")):
        if _text(source.get("name")):
            return _text(source.get("name"))
    return _text(item.get("copyrightholder"))
