"""Linear models over feature names."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp
from typing import Any

from marsad.coding.weights import Weights as Weights
from marsad.coding.weights import load_weights as load_weights

# A name of a feature; or a function of plain values that gives names, with those values. What such a part weighs is
# remembered: one look-up by its values instead of making and looking up each name. Values of one place in a part are of
# one type, for True and 1 are the same to a dictionary.
Part = str | tuple[Any, ...]
_MEMO_HALF = 75_000  # parts in each half of what a table remembers, about 20 MB


def names_of(parts: Iterable[Part]) -> list[str]:
    """The names of features that parts stand for, in order."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            out += part[0](*part[1:])
    return out


# Weights are summed as whole millionths: to exactly the same in any order and grouping, so that equal totals are equal.
UNIT = 1_000_000


def units(weight: float) -> int:
    """A weight in millionths, of which the weights have whole numbers."""
    return round(UNIT * weight)


Four = tuple[float, float, float, float]
_WIDTH = 40  # bits for the sum of each of the models that are packed in one number
_HALF = 1 << _WIDTH - 1
_FIELD = (1 << _WIDTH) - 1
_OFFSET = sum(_HALF << _WIDTH * n for n in range(4))
_OFFSETS = [sum(_HALF << _WIDTH * n for n in range(places)) for places in range(9)]  # by the number of the places


def pack(number: int, place: int) -> int:
    """A sum of units as the one at a place of a packed number: adding packed numbers adds place by place."""
    return number << _WIDTH * place


def units_at(total: int, place: int) -> int:
    """The sum of units at one place of a packed number, the first to the eighth."""
    return (total + _OFFSETS[place + 1] >> _WIDTH * place & _FIELD) - _HALF


def unpack_units(total: int, places: int) -> list[int]:
    """The sums of units packed in one number."""
    total += sum([_HALF << _WIDTH * n for n in range(places)])
    return [(total >> _WIDTH * n & _FIELD) - _HALF for n in range(places)]


class _Known(dict[Part, int]):
    """What parts weigh, those not met yet weighed when they are asked for.

    When it is full, what it holds is put by as the older half: what is asked for again comes back from there.
    """

    def __init__(self, weights: dict[str, int]) -> None:
        super().__init__()
        self._weights = weights
        self.older: dict[Part, int] = {}

    def __missing__(self, part: Part) -> int:
        weight = self.older.get(part)
        if weight is None:
            get = self._weights.get
            weight = get(part, 0) if isinstance(part, str) else sum([get(name, 0) for name in part[0](*part[1:])])
        if len(self) >= _MEMO_HALF:
            self.older = {**self}
            self.clear()
        self[part] = weight
        return weight


class SideBySide:
    """The weights of several models in one table of whole numbers: one look-up and one sum for all of them."""

    def __init__(self, *tables: dict[str, float]) -> None:
        packed: dict[str, int] = {}
        for n, table in enumerate(tables):
            for name, weight in table.items():
                packed[name] = packed.get(name, 0) + pack(units(weight), n)
        self._known = _Known(packed)
        self._weight = self._known.__getitem__

    def total(self, parts: Iterable[Part]) -> int:
        """The weights of all models summed; `unpack` gives them back one by one."""
        return sum(map(self._weight, parts))

    def sums(self, parts: Iterable[Part]) -> Four:
        """The summed weights of each of the first four models."""
        return unpack(self.total(parts))

    def pair(self, parts: Iterable[Part], place: int = 0) -> tuple[float, float]:
        """The summed weights of two of the models: that at a place, and the next."""
        total = self.total(parts) + _OFFSET >> _WIDTH * place
        return ((total & _FIELD) - _HALF) / UNIT, ((total >> _WIDTH & _FIELD) - _HALF) / UNIT

    def probability(self, parts: Iterable[Part]) -> float:
        """The logistic of the summed weights of the first model, between 0 and 1."""
        total = self.total(parts) + _OFFSET
        return logistic(((total & _FIELD) - _HALF) / UNIT)


def unpack(total: int) -> Four:
    """The sums of the first four models that are packed in one number."""
    total += _OFFSET
    return (
        ((total & _FIELD) - _HALF) / UNIT,
        ((total >> _WIDTH & _FIELD) - _HALF) / UNIT,
        ((total >> 2 * _WIDTH & _FIELD) - _HALF) / UNIT,
        ((total >> 3 * _WIDTH & _FIELD) - _HALF) / UNIT,
    )


def logistic(total: float) -> float:
    """A probability from summed weights."""
    if -30.0 < total < 30.0:
        return 1.0 / (1.0 + exp(-total))
    return 1.0 / (1.0 + exp(-30.0 if total > 0.0 else 30.0))


def probability(table: dict[str, float], features: list[str]) -> float:
    """The logistic of the summed weights, between 0 and 1."""
    return logistic(total(table, features))


def total(table: dict[str, float], features: list[str]) -> float:
    """The summed weights."""
    get = table.get
    return sum([units(get(name, 0.0)) for name in features]) / UNIT
