"""Lists of addresses: one a line, and sitemaps. What they name is fetched only where that was asked for."""

from __future__ import annotations

import re
from typing import BinaryIO

from marsad.intake import items
from marsad.intake.context import Context
from marsad.intake.items import Sources, Where
from marsad.intake.streams import read_whole
from marsad.read.decode import decode
from marsad.read.problems import ReadError

_DEEPEST = 3  # lists inside each other: an index of sitemaps, its sitemaps, their pages
_LONGEST = 8_192  # bytes of a line
_LOC = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</(?:\w+:)?loc>", re.I)
_ENTITIES = (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#38;", "&"))
_NOT_ASKED = "nothing is fetched unless asked: add --fetch"


def is_address(words: str) -> bool:
    """True for an address of the web."""
    return words.lower().startswith(("http://", "https://"))


def read_addresses(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """What stands at the addresses of a list, one a line; blank lines and those that begin with # are left out."""
    seen = False
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        words = line.decode("utf-8", "replace").strip(" \t\r\n\ufeff")
        if not words or words.startswith("#"):
            continue
        if not is_address(words):
            yield where.problem("the line is no address", "write one address a line (https://…)", f"line {number}")
            continue
        if context.inner is None:
            yield where.problem("the list holds addresses", _NOT_ASKED, f"line {number}")
            return
        seen = True
        yield from _follow(words, where, f"line {number}", context)
    if not seen:
        yield where.problem("the list has no address", "write one address a line (https://…)")


def read_sitemap(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """What stands at the addresses of a sitemap, or of the sitemaps of an index."""
    text = decode(read_whole(stream, items.LARGEST_TEXT))[0]
    found = list(dict.fromkeys(_plain(match[1]) for match in _LOC.finditer(text)))
    if not found:
        raise ReadError("the sitemap names no address", "check the file")
    if context.inner is None:
        raise ReadError(f"the sitemap names {len(found)} addresses", _NOT_ASKED)
    for address in found:
        if is_address(address):
            yield from _follow(address, where, address, context)
        else:
            yield where.problem("this is no address of the web", "check the sitemap", address[:200])


def _plain(words: str) -> str:
    for entity, char in _ENTITIES:
        words = words.replace(entity, char)
    return words.strip()


def _follow(address: str, where: Where, place: str, context: Context) -> Sources:
    from marsad.intake.fetching import read_fetched

    if context.depth >= _DEEPEST:
        yield where.problem("lists of addresses stand inside each other too deeply", "give the inner one", place)
        return
    yield from read_fetched(address, where.origin, where.inside(place), context.deeper())
