"""Linear models over feature names; the weights are a data file made by tools/train.py."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import msgspec


class Weights(msgspec.Struct, frozen=True):
    """For each decision a table feature → weight; `status` has one for each status but asserted."""

    event: dict[str, float]
    first_actor: dict[str, float]
    first_recipient: dict[str, float]
    actor: dict[str, float]
    recipient: dict[str, float]
    scope: dict[str, float]
    time: dict[str, float]
    historical: dict[str, float]
    status: dict[str, dict[str, float]]
    merge: dict[str, float]
    thresholds: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The shipped weights."""
    return msgspec.json.decode((Path(__file__).parent / "weights.json").read_bytes(), type=Weights)


def probability(table: dict[str, float], features: list[str]) -> float:
    """The logistic of the summed weights, between 0 and 1."""
    get = table.get
    total = 0.0
    for name in features:
        total += get(name, 0.0)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
