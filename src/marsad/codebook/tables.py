"""PLOVER and CAMEO as tables: quad classes, scores, codes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from marsad.lexicon.sources import read_rows

_HERE = Path(__file__).parent
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


class Code(NamedTuple):
    """What PLOVER says of a type with a mode: quad class, score, nearest CAMEO code."""

    quad: str
    score: float
    cameo: str


@lru_cache(maxsize=1)
def plover() -> dict[tuple[str, str], Code]:
    """Type and mode ("" for none) → code."""
    rows = read_rows(_HERE / "plover.tsv")
    return {(r["type"], r["mode"]): Code(r["quad"], float(r["score"]), r["cameo"]) for r in rows}


@lru_cache(maxsize=1)
def goldstein() -> dict[str, float]:
    """CAMEO code → Goldstein score."""
    return {r["code"]: float(r["goldstein"]) for r in read_rows(_HERE / "goldstein.tsv")}


def code_of(event_type: str, modes: tuple[str, ...]) -> Code:
    """The code of a type with its first mode; raises KeyError for a mode the type does not have."""
    return plover()[event_type, modes[0] if modes else ""]
