"""Linear models over feature names; the weights are a data file made by tools/train.py."""

from __future__ import annotations

import itertools
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
    party_actor: dict[str, float]
    party_recipient: dict[str, float]
    thresholds: dict[str, float]
    reliability: list[tuple[float, float]]  # probability → share of such events that were right, rising

    place: dict[str, float] = {}
    mode: dict[str, float] = {}

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


Four = tuple[float, float, float, float]
_NOTHING: Four = (0.0, 0.0, 0.0, 0.0)


def role_table(w: Weights) -> dict[str, Four]:
    """The weights of the four role models side by side: one look-up a feature instead of four."""
    tables = (w.first_actor, w.first_recipient, w.actor, w.recipient)
    names = set().union(*tables)
    return {n: (w.first_actor.get(n, 0.0), w.first_recipient.get(n, 0.0), w.actor.get(n, 0.0), w.recipient.get(n, 0.0))
            for n in names}  # fmt: skip


def sum_roles(table: dict[str, Four], features: list[str]) -> Four:
    """The summed weights of each of the four role models."""
    get = table.get
    a = b = c = d = 0.0
    for name in features:
        w, x, y, z = get(name, _NOTHING)
        a += w
        b += x
        c += y
        d += z
    return a, b, c, d


def logistic(total: float) -> float:
    """A probability from summed weights."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


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
