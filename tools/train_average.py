"""The mean of the weights of several trainings, for tools/train.py."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from marsad.coding.weights import Weights

_FAINT = 0.01  # means below it are left out
_FAINT_LINEUP = 0.002  # of line-ups: their weight is shared among many


def average(found: list[Weights]) -> Weights:
    """The mean of every weight, 0 where a training has none; thresholds and reliability are those of the first."""
    tables = [structs.asdict(w) for w in found]
    means: dict[str, Any] = {"thresholds": found[0].thresholds, "reliability": found[0].reliability}
    for name in tables[0].keys() - means.keys():
        means[name] = _mean([t[name] for t in tables], _FAINT_LINEUP if name.startswith("lineup") else _FAINT)
    return Weights(**means)


def _mean(tables: list[dict[str, Any]], least: float) -> dict[str, Any]:
    names = sorted(set().union(*tables))
    if any(isinstance(x, dict) for t in tables for x in t.values()):
        return {name: _mean([t.get(name, {}) for t in tables], least) for name in names}
    means = {name: round(sum(t.get(name, 0.0) for t in tables) / len(tables), 4) for name in names}
    return {name: w for name, w in means.items() if abs(w) >= least}
