"""Weights for choices: of several options of one event the right ones must have the most, for tools/train.py."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from marsad.coding.model import names_of
from train_rows import Choice

MIN_COUNT = 3
_STEPS = 300
_LEAST = 0.01  # smaller weights are left out


def fit_choices(choices: list[Choice], strength: float) -> dict[str, float]:
    """Weights by feature name of a conditional logistic regression, rounded so that every machine sums the same.

    The chance of an option is its share of the exponentials of all options of its event; the log of what the right
    ones have together is maximised, `strength` times, less half the square of the weights. Events without a right
    option say nothing.
    """
    known = [x for x in choices if any(hit for _, hit in x[0])]
    counts = Counter(name for options, _ in known for features, _ in options for name in set(names_of(features)))
    names = sorted(n for n, k in counts.items() if k >= MIN_COUNT)
    if not names:
        return {}
    index = {n: i for i, n in enumerate(names)}
    columns: list[int] = []
    starts, hits, event = [0], [], []
    for number, (options, _) in enumerate(known):
        for features, hit in options:
            columns += [index[n] for n in dict.fromkeys(names_of(features)) if n in index]
            starts.append(len(columns))
            hits.append(hit)
            event.append(number)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(hits), len(names)))
    told = np.array(event), np.array(hits, dtype=float), np.array([weight for _, weight in known])
    best = minimize(
        _loss, np.zeros(len(names)), args=(matrix, *told, strength), jac=True, method="L-BFGS-B",
        options={"maxiter": _STEPS},
    ).x  # fmt: skip
    return {n: round(float(w), 3) for n, w in zip(names, best, strict=True) if abs(w) >= _LEAST}


def _loss(x: Any, matrix: Any, event: Any, hits: Any, weights: Any, strength: float) -> tuple[float, Any]:
    """The loss of weights and its gradient."""
    sums = matrix @ x
    top = np.full(len(weights), -np.inf)
    np.maximum.at(top, event, sums)
    powers = np.exp(np.maximum(sums - top[event], -50.0))  # a right option far behind keeps a chance above nothing
    total = np.bincount(event, powers, len(weights))
    right = np.bincount(event, powers * hits, len(weights))
    loss = float((weights * (np.log(total) - np.log(right))).sum())
    slope = matrix.T @ ((powers / total[event] - powers * hits / right[event]) * weights[event])
    return strength * loss + 0.5 * float(x @ x), strength * slope + x
