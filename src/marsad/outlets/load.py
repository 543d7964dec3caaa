"""Declarations of outlets from the package and from a user's folder, checked, and found by address."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import structs

from marsad.lexicon.sources import KNOWLEDGE, LexiconError, read_rows
from marsad.outlets.lint import lint_outlet
from marsad.outlets.schema import Outlet

SHIPPED = Path(__file__).resolve().parent
_PAGES = "pages"  # folder of the saved pages


class OutletError(LexiconError):
    """A declaration that cannot be used; the message names the file, the place and what to do."""


class Outlets:
    """Outlets by their domains. A user's declaration of a domain stands before marsad's own."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        self.all = outlets
        self._domains = {_domain(domain): outlet for outlet in outlets for domain in outlet.domains}

    def find(self, url: str | None) -> Outlet | None:
        """The outlet that publishes at an address, by the longest domain that fits; None for others."""
        try:
            parts = urlsplit(url or "")
            labels = (parts.hostname or "").lower().rstrip(".").split(".")
        except ValueError:
            return None
        folders = [part for part in parts.path.split("/") if part][:2]
        for start in range(len(labels) - 1):
            host = ".".join(labels[start:])
            for depth in range(len(folders), -1, -1):
                found = self._domains.get("/".join((host, *folders[:depth])))
                if found is not None:
                    return found
        return None


def _domain(words: str) -> str:
    return words.lower().strip("/").removeprefix("www.")


@lru_cache(maxsize=8)
def load_outlets(folder: Path | None = None) -> Outlets:
    """The outlets that marsad knows, and those declared in a folder. Raises OutletError naming what is wrong."""
    outlets = _read_folder(SHIPPED)
    if folder is not None:
        own = _read_folder(folder)
        names = {outlet.id for outlet in own}
        outlets = [*(outlet for outlet in outlets if outlet.id not in names), *own]
    return Outlets(tuple(outlets))


def _read_folder(folder: Path) -> list[Outlet]:
    try:
        return [read_outlet(path) for path in sorted(folder.glob("*.toml"))]
    except OSError as error:
        raise OutletError(f"{folder}: it cannot be read ({error.strerror}); check its permissions") from None


def read_outlet(path: Path) -> Outlet:
    """The outlet declared in a file, with the page beside it. Raises OutletError naming file, place and remedy."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        outlet = msgspec.convert({**raw, "id": path.stem}, Outlet)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OutletError(f"{path}: not valid TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise OutletError(f"{path}: {error}; docs/intake.md lists the keys") from None
    page = next(
        (p for p in (path.parent / _PAGES / f"{path.stem}.html", path.with_suffix(".html")) if p.exists()), None
    )
    problems = lint_outlet(outlet, countries(), has_page=page is not None)
    if problems:
        raise OutletError(f"{path}: {'; '.join(problems)}")
    return structs.replace(outlet, page=page.read_bytes() if page else None)


@cache
def countries() -> frozenset[str]:
    """The codes that the country of an outlet can have."""
    return frozenset(code for row in read_rows(KNOWLEDGE / "countries.tsv") for code in list(row.values())[:1])
