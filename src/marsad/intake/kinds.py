"""What an input is, by the ending of its name and its first bytes."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "page", "mhtml", "lines", "json", "table", "warc", "feed", "sitemap", "addresses"]

SNIFFED = 4096  # bytes that show what a file without a telling name is
GZIP = b"\x1f\x8b"
ENDINGS: dict[str, Kind] = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".shtml": "page",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
}
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>)*", re.I | re.S)
_ROOT = re.compile(rb"<(?:[a-z0-9]+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.I)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")
_HEADER = re.compile(rb"(?:mime-version|from|snapshot-content-location|content-type|subject|date):", re.I)
_ADDRESS = re.compile(rb"https?://[^\s<>\"]+\s*", re.I)
_LIST_COMMENT = b"#"


def kind_of(ending: str, start: bytes) -> Kind:
    """The kind of an input with this ending (".csv", lower case) that starts with these bytes."""
    known = ENDINGS.get(ending)
    if known == "feed" or known is None:
        return _sniff(start) if known is None else "feed"
    if known == "page" and _is_mhtml(start):
        return "mhtml"
    return known


def _sniff(start: bytes) -> Kind:
    if start.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if _is_mhtml(start):
        return "mhtml"
    markup = _markup(start)
    if markup is not None:
        return markup
    json = _json(start)
    if json is not None:
        return json
    return "addresses" if is_addresses(start) else "text"


def _markup(start: bytes) -> Kind | None:
    """page, feed or sitemap for text that begins with markup; other XML is taken for a page."""
    head = start.replace(b"\0", b"").lstrip(_MARKS)
    if not head.startswith(b"<"):
        return None
    found = _PROLOG.match(head)
    root = head[found.end() if found else 0 :].lower()
    name = _ROOT.match(root)
    if name is not None:
        return "sitemap" if name[1] in (b"urlset", b"sitemapindex") else "feed"
    return "page" if root.startswith(_PAGE) or head.lower().startswith((*_PAGE, b"<?xml")) else None


def _is_mhtml(start: bytes) -> bool:
    return bool(_HEADER.match(start.lstrip())) and b"multipart/related" in start.lower()


def _json(start: bytes) -> Kind | None:
    """lines when the first line begins an object and does not end inside it, json for other objects and lists."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        return "json" if head[1:].lstrip().startswith((b"{", b"]")) else None
    if not head.startswith(b"{"):
        return None
    inner = head[1:].lstrip(b" \t")
    if inner.startswith((b'"', b"}")):
        return "lines"
    return "json" if inner.lstrip().startswith((b'"', b"}")) else None


def is_addresses(start: bytes) -> bool:
    """True when the first line and most others are addresses of the web; blank lines and comments do not count."""
    lines = start.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if len(start) >= SNIFFED:
        lines = lines[:-1]
    told = [line for line in lines if line.strip() and not line.lstrip().startswith(_LIST_COMMENT)]
    found = [bool(_ADDRESS.fullmatch(line.strip())) for line in told]
    return bool(found) and found[0] and 2 * sum(found) > len(found)
