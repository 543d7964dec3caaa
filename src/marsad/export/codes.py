"""Code lists of other data sets, and how PLOVER's codes map to them; the data stand in mappings/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from marsad.lexicon.sources import read_rows

_HERE = Path(__file__).parent / "mappings"


class CountryCodes(NamedTuple):
    """A country in the code lists of other data sets; None where a list does not have it."""

    name: str
    numeric: int
    fips: str
    cow: int | None
    gw: int | None
    acled_region: str

    @property
    def ucdp_region(self) -> str | None:
        """UCDP's region, which it defines by ranges of Gleditsch and Ward numbers."""
        gw = self.gw or 0
        ends = ((0, None), (199, "Americas"), (399, "Europe"), (629, "Africa"), (699, "Middle East"), (999, "Asia"))
        return next((region for last, region in ends if gw <= last), None)


class AcledType(NamedTuple):
    """ACLED's event type and sub-event type; `rule` is "sides" where the participants decide, "none" without one."""

    rule: str
    event: str
    sub_event: str


class Sector(NamedTuple):
    """What a PLOVER sector is elsewhere: ACLED's kind of actor, whether it bears arms, and CAMEO's role code."""

    acled: str
    armed: bool
    civilian: bool
    cameo: str


class Group(NamedTuple):
    """An organisation above states in CAMEO: its known group, and its role code."""

    group: str
    role: str


@lru_cache(maxsize=1)
def countries() -> dict[str, CountryCodes]:
    """ISO 3166 alpha-3 → codes."""
    return {
        r["id"]: CountryCodes(r["en"], int(r["numeric"]), r["fips"], _int(r["cow"]), _int(r["gw"]), r["acled_region"])
        for r in read_rows(_HERE / "country_codes.tsv")
    }


@lru_cache(maxsize=1)
def acled_types() -> dict[tuple[str, str], AcledType]:
    """PLOVER type and mode ("" for none) → ACLED's types."""
    rows = read_rows(_HERE / "acled_types.tsv")
    return {(r["type"], r["mode"]): AcledType(r["rule"], r["event_type"], r["sub_event_type"]) for r in rows}


@lru_cache(maxsize=1)
def disorder_types() -> dict[tuple[str, str], str]:
    """ACLED's event type and sub-event type ("" for all others of the type) → disorder type."""
    rows = read_rows(_HERE / "acled_disorder.tsv")
    return {(r["event_type"], r["sub_event_type"]): r["disorder_type"] for r in rows}


@lru_cache(maxsize=1)
def sectors() -> dict[str, Sector]:
    """PLOVER sector → the same elsewhere."""
    rows = read_rows(_HERE / "sectors.tsv")
    return {r["sector"]: Sector(r["acled"], r["armed"] == "1", r["civilian"] == "1", r["cameo"]) for r in rows}


@lru_cache(maxsize=1)
def quad_classes() -> dict[str, int]:
    """CAMEO root → GDELT's quad class."""
    return {r["root"]: int(r["quad"]) for r in read_rows(_HERE / "gdelt_quads.tsv")}


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """UNO, EUR, IGO, NGO, IMG, MNC → the same in CAMEO."""
    return {r["code"]: Group(r["group"], r["role"]) for r in read_rows(_HERE / "gdelt_groups.tsv")}


def _int(text: str) -> int | None:
    return int(text) if text else None
