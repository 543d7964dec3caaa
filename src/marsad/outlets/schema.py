"""What a declaration of an outlet says; docs/intake.md explains every key."""

from __future__ import annotations

import msgspec

from marsad.types import Name


class _Declared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what is read from a declaration: a key that is not known is an error."""


class Selectors(_Declared, frozen=True):
    """Where things stand on the pages of an outlet, as CSS selectors, from one day to another (ISO, both included).

    `body` holds the paragraphs; without it the extractor finds them. `remove` are elements inside it that are not
    the story. `title`, `lead`, `author` and `date` are read where they are given.
    """

    since: str | None = None
    until: str | None = None
    body: str | None = None
    title: str | None = None
    lead: str | None = None
    author: str | None = None
    date: str | None = None
    remove: tuple[str, ...] = ()


class Expectation(_Declared, frozen=True):
    """What a right reading of the saved page beside the declaration gives."""

    url: str
    title: str
    lead: str
    published: str | None = None
    byline: str | None = None
    paragraphs: int = 0
    captions: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()


class Outlet(_Declared, frozen=True):
    """One outlet. `id` is the name of its file, `page` the bytes of the saved page beside it.

    `domains` are hosts, with a path where only a part of a site is meant ("example.org/ar"). `boilerplate` are
    lines of its pages that are no story; one that ends with … stands for all lines that begin so.
    """

    id: str
    name: Name
    country: str
    domains: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    selectors: tuple[Selectors, ...] = ()
    expect: Expectation | None = None
    page: bytes | None = None
