"""The learned weights as the data file tells them; tools/train.py makes it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
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
    choice: dict[str, float] = {}  # of the readings of one word, fitted on words of which one reading is right
    verdict: dict[str, float] = {}  # of a merged event; empty while the stages before it are fitted
    when: dict[str, float] = {}  # of the possible dates of a merged event
    no_actor: dict[str, float] = {}
    no_recipient: dict[str, float] = {}
    lineup: dict[str, float] = {}  # of both sides beside each other, and of each alone; empty while others are fitted
    lineup_actor: dict[str, float] = {}
    lineup_recipient: dict[str, float] = {}
    beside: dict[str, float] = {}  # of those who may stand beside the lead of a side

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


@lru_cache(maxsize=1)
def load_scene_weights() -> Callable[[Iterable[str]], int]:
    """What sums, in thousandths, the shipped weights of features of the countries that an actor may be of."""
    file = Path(__file__).parent / "scene_weights.json"
    known = {name: round(1000 * w) for name, w in msgspec.json.decode(file.read_bytes(), type=dict[str, float]).items()}
    return lambda features: sum([known.get(name, 0) for name in features])
