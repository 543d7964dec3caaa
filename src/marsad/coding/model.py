"""Linear models over feature names; the weights are a data file made by tools/train.py."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
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
    party_actor: dict[str, float]
    party_recipient: dict[str, float]
    thresholds: dict[str, float]
    reliability: list[tuple[float, float]]  # probability → share of such events that were right, rising

    place: dict[str, float] = {}
    mode: dict[str, float] = {}
    no_actor: dict[str, float] = {}
    no_recipient: dict[str, float] = {}

    def confidence(self, p: float) -> float:
        """The share of events right among those coded with probability p in cross-validation, between 0 and 1."""
        points = [(0.0, 0.0), *self.reliability, (1.0, self.reliability[-1][1])]
        for (x, low), (y, high) in itertools.pairwise(points):
            if p <= y and y > x:
                return low + (high - low) * (p - x) / (y - x)
        return points[-1][1]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The shipped weights."""
    return msgspec.json.decode((Path(__file__).parent / "weights.json").read_bytes(), type=Weights)


def pair(first: dict[str, float], second: dict[str, float]) -> dict[str, complex]:
    """Two tables in one: complex numbers add up two weights, each exactly as alone, in one look-up and one sum."""
    return {name: complex(first.get(name, 0.0), second.get(name, 0.0)) for name in {**first, **second}}


def sum_pair(table: dict[str, complex], features: list[str]) -> tuple[float, float]:
    """The summed weights of both tables of a pair."""
    get = table.get
    total = 0j
    for name in features:
        total += get(name, 0j)
    return total.real, total.imag


Four = tuple[float, float, float, float]
_NOTHING = 0j, 0j


def side_by_side(tables: Sequence[dict[str, float]]) -> dict[str, tuple[complex, complex]]:
    """The weights of up to four models in one table: one look-up a feature instead of four."""
    a, b, c, d = (*tables, {}, {}, {}, {})[:4]
    first, second = pair(a, b), pair(c, d)
    return {name: (first.get(name, 0j), second.get(name, 0j)) for name in {**first, **second}}


def sum_four(table: dict[str, tuple[complex, complex]], features: list[str]) -> Four:
    """The summed weights of each of the four models."""
    get = table.get
    first = second = 0j
    for name in features:
        x, y = get(name, _NOTHING)
        first += x
        second += y
    return first.real, first.imag, second.real, second.imag


def logistic(total: float) -> float:
    """A probability from summed weights."""
    bounded = 30.0 if total > 30.0 else -30.0 if total < -30.0 else total
    return 1.0 / (1.0 + math.exp(-bounded))


def probability(table: dict[str, float], features: list[str]) -> float:
    """The logistic of the summed weights, between 0 and 1."""
    return logistic(total(table, features))


def total(table: dict[str, float], features: list[str]) -> float:
    """The summed weights."""
    get = table.get
    found = 0.0
    for name in features:
        found += get(name, 0.0)
    return found
