"""Weights of the line-ups of an event: fitted so that the right one outweighs all others of its event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.coding.companions import companions
from marsad.coding.lineup import Judged, LineupWeights, Standing, best_lineup, line_ups, standings, together
from marsad.coding.model import Part, names_of
from marsad.coding.sides import Article
from train_labels import ROLES, Gold, role_of, stands_on

_NAMES = ("lineup_actor", "lineup_recipient", "lineup")
_STEPS = 200  # of the search for the best weights
_SMALL = 0.002  # weights below it are left out; most are small, for a choice shares its weight among many


class LineUps(NamedTuple):
    """All line-ups of an event: what is seen of each standing, and which of them stand together."""

    actors: list[Sequence[Part]]
    recipients: list[Sequence[Part]]
    pairs: Sequence[tuple[int, int, Sequence[Part], bool]]  # the places of both, what is seen of them, whether right


def read_lineups(
    reading: Reading, event: Gold, candidates: list[Candidate], judged: list[Judged], blank: list[float], doc: Article
) -> LineUps | None:
    """The line-ups of a gold event; right are those with most sides right. None where no side of any is right."""
    stand = [standings(judged, role, blank[role], candidates, doc) for role in (0, 1)]
    places = [{id(x): n for n, x in enumerate(side)} for side in stand]
    right = [[_is_right(reading, x, event, role) for x in side] for side, role in zip(stand, ROLES, strict=True)]
    found = []
    for x, y in line_ups(*stand):
        a, r = places[0][id(x)], places[1][id(y)]
        found.append((a, r, together(x, y, candidates[0]), right[0][a] + right[1][r]))
    most = max((hits for _, _, _, hits in found), default=0)
    if not most:
        return None
    pairs = [(a, r, parts, hits == most) for a, r, parts, hits in found]
    return LineUps([x.all_parts() for x in stand[0]], [x.all_parts() for x in stand[1]], pairs)


class Stand(NamedTuple):
    """Who may stand on both sides of a gold event as it was found."""

    reading: Reading
    event: Gold
    candidates: list[Candidate]
    judged: list[Judged]
    sides: list[list[Standing]]


def read_companions(found: Stand, weights: LineupWeights) -> list[tuple[list[Part], bool]]:
    """Those beside the leads of an event, and whether each is of that side."""
    rows = []
    pair = best_lineup(found.sides[0], found.sides[1], found.candidates[0], weights)
    for role, lead in enumerate(pair):
        if lead is not None:
            for _, party, parts in companions(found.judged, role, lead, pair[1 - role], found.candidates):
                rows.append((parts, stands_on(found.reading, party, found.event, ROLES[role])))
    return rows


def _is_right(reading: Reading, x: Standing, event: Gold, role: str) -> bool:
    """Whether the country is one of that side, where the words are not those of the other; else by the words."""
    if x.option is None:
        return not event[role]
    m, found = x.option.mention, role_of(reading, x.option.mention, event)
    if found != "none":
        return found == role
    return bool(m.country) and m.kind != "place" and m.country in {e["country"] for e in event[role]}


def fit_lineups(events: list[LineUps], strength: float, least: int) -> dict[str, dict[str, float]]:
    """The three tables of weights: a choice among all line-ups of an event, of which several may be right.

    `strength`: how much the events count against small weights; `least`: how often a feature must be met.
    """
    if not events:
        return {}
    parts: list[list[Sequence[Part]]] = [[], [], []]
    left: list[int] = []
    right: list[int] = []
    label: list[bool] = []
    starts: list[int] = []
    for event in events:
        starts.append(len(label))
        for a, r, both, hit in event.pairs:
            left.append(len(parts[0]) + a)
            right.append(len(parts[1]) + r)
            parts[2].append(both)
            label.append(hit)
        parts[0] += event.actors
        parts[1] += event.recipients
    tables = [_matrix(rows, least) for rows in parts]
    found = _search(tables, np.array(left), np.array(right), np.array(label), np.array(starts), strength)
    return {
        name: {n: round(float(w), 4) for n, w in zip(names, weights, strict=True) if abs(w) >= _SMALL}
        for name, (names, _), weights in zip(_NAMES, tables, found, strict=True)
    }


def _matrix(rows: list[Sequence[Part]], least: int) -> tuple[list[str], Any]:
    """The features met often enough, and a row of ones and zeros for each of the rows."""
    named = [list(dict.fromkeys(names_of(row))) for row in rows]
    counts = Counter(name for row in named for name in row)
    names = sorted(name for name, n in counts.items() if n >= least)
    index = {name: i for i, name in enumerate(names)}
    columns = [[index[name] for name in row if name in index] for row in named]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.array([i for row in columns for i in row], dtype=np.int64)
    return names, csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(names)))


def _search(tables: list[Any], left: Any, right: Any, label: Any, starts: Any, strength: float) -> list[Any]:
    """The weights under which the right line-ups together are likeliest."""
    (_, actors), (_, recipients), (_, pairs) = tables
    turned = [x.T.tocsr() for x in (actors, recipients, pairs)]
    cuts = np.cumsum([actors.shape[1], recipients.shape[1]])
    event = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(label))))

    def loss(w: Any) -> tuple[float, Any]:
        wa, wr, wp = np.split(w, cuts)
        scores = (actors @ wa)[left] + (recipients @ wr)[right] + pairs @ wp
        chance = np.exp(scores - np.maximum.reduceat(scores, starts)[event])
        chance /= np.add.reduceat(chance, starts)[event]
        hits = chance * label
        total = np.maximum(np.add.reduceat(hits, starts), 1e-30)
        off = chance - hits / total[event]
        slope = [
            turned[0] @ np.bincount(left, off, actors.shape[0]),
            turned[1] @ np.bincount(right, off, recipients.shape[0]),
            turned[2] @ off,
        ]
        value = -strength * float(np.log(total).sum()) + 0.5 * float(w @ w)
        return value, strength * np.concatenate(slope) + w

    size = cuts[1] + pairs.shape[1]
    best = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return list(np.split(best.x, cuts))
