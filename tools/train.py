"""Train the linear weights of the coder on hand-coded articles.

    python tools/train.py GOLD_DIR… --out src/marsad/coding/weights.json

GOLD_DIR holds NAME.txt and NAME.json as the scorer reads them. The project ships the codings (gold/) without their
texts; `tools/gold.py unpack` puts them together where the corpus is at hand.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import structs
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.coding.coder import Reading
from marsad.coding.decide import LearnedDecider
from marsad.coding.lineup import LineupWeights
from marsad.coding.model import Weights, names_of
from marsad.read import read_record as marsad_read_record
from marsad.read import read_text
from marsad.types import Article, Metadata
from train_average import average
from train_choices import MIN_COUNT, fit_choices
from train_labels import Gold
from train_lineups import fit_lineups
from train_rows import Collector, Row

STRENGTHS = {
    "event": 0.1, "first_actor": 0.15, "first_recipient": 0.15, "actor": 0.1, "recipient": 0.1, "scope": 0.06,
    "time": 0.1, "historical": 0.2, "status": 0.3, "merge": 0.07, "party_actor": 0.05, "party_recipient": 0.05,
    "place": 0.08, "mode": 0.2, "choice": 0.2, "verdict": 0.01, "no_actor": 0.1, "no_recipient": 0.1, "lineup": 0.1,
    "when": 0.03, "beside": 0.1,
}  # fmt: skip
_FIRST = ("first_actor", "first_recipient")  # what the second look needs
_SINGLE = (*_FIRST, "event", "choice", "actor", "recipient", "time", "historical", "status")  # what drafts need
_PAIRED = ("merge", "party_actor", "party_recipient", "no_actor", "no_recipient")  # what merging needs
ROUNDS = 4  # divisions of the articles into folds; the weights of as many trainings are averaged
SIGN = "origin:"  # before the origin of an article, among the features of its rows
THRESHOLDS = {
    "event": 0.45,
    "event:ASSAULT": 0.5,
    "verdict": 0.39,
    "mention": 0.2,
    "role": 0.3,
    "rescue": 0.12,
    "near": 0.5,
    "party": 0.25,
    "party:least": 0.15,
    "party:share": 0.5,
    "beside": 0.15,  # beside a lead less sure than the next: who is right may be either
    "beside:lead": 0.8,
    "beside:sure": 0.4,
}  # tuned by cross-validation
# Mean chance of merged events → share that match a hand-coded one, threefold over 305 articles (docs/measurements.md)
RELIABILITY = [(0.38, 0.4), (0.45, 0.42), (0.55, 0.57), (0.65, 0.66), (0.75, 0.79), (0.85, 0.88), (0.92, 0.95)]


def fit(rows: list[Row], strength: float) -> dict[str, float]:
    """Logistic regression weights by feature name, rounded so that every machine sums the same numbers."""
    if len({label for _, label, _ in rows}) < 2:
        return {}
    counts = Counter(name for features, _, _ in rows for name in set(names_of(features)))
    names = sorted(n for n, k in counts.items() if k >= MIN_COUNT)
    index = {n: i for i, n in enumerate(names)}
    data, columns, starts = [], [], [0]
    for features, _, _ in rows:
        for name in dict.fromkeys(names_of(features)):
            if name in index:
                columns.append(index[name])
                data.append(1.0)
        starts.append(len(columns))
    matrix = csr_matrix((data, columns, starts), shape=(len(rows), len(names)))
    labels = np.array([label for _, label, _ in rows])
    weights = np.array([w for _, _, w in rows])
    model = LogisticRegression(C=strength, max_iter=2000, solver="liblinear", fit_intercept=False, random_state=0)
    model.fit(matrix, labels, sample_weight=weights)
    return {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.02}


def load_articles(folders: list[Path]) -> list[tuple[Reading, Gold]]:
    """All coded articles of the folders, read."""
    from marsad.pipeline import read_article

    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            text = path.with_suffix(".txt")
            if not text.exists():
                continue
            gold = json.loads(path.read_text(encoding="utf-8"))
            article = _article(text.read_text(encoding="utf-8"), path.stem, gold["published"])
            found.append((read_article(article)[0], gold))
    return found


def _article(text: str, doc: str, published: str | None) -> Article:
    """An article of a known day, or a lone sentence, which has no title."""
    if published is None:
        return marsad_read_record({"text": text}, doc)
    return read_text(text, doc, Metadata(published=published))


def train(
    articles: list[tuple[Reading, Gold]],
    records: list[tuple[Reading, Gold]] | None = None,
    folds: int = 4,
    rounds: int = ROUNDS,
    first: int = 1,
) -> Weights:
    """Each stage is fitted on what the stage before says of articles it did not see.

    What it says depends on which articles stood together, by a hundredth of the scores: the weights of several such
    divisions, each a process, are averaged.
    """
    _known[:] = [(articles, records or [], folds)]
    if rounds == 1:
        return _train(first)
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        return average(list(pool.map(_train, range(first, first + rounds))))


_known: list[tuple[list[tuple[Reading, Gold]], list[tuple[Reading, Gold]], int]] = []  # what forked processes train on


def _train(seed: int) -> Weights:
    """The weights fitted by one division of the articles into folds."""
    articles, records, folds = _known[0]
    whole = _collect(articles, folds, seed)
    if records:
        decider = LearnedDecider(_weights(whole, _FIRST))
        for reading, record in records:
            whole.read_record(reading, record, decider)
    return _weights(whole)


def _collect(articles: list[tuple[Reading, Gold]], folds: int, seed: int) -> Collector:
    """The rows of all articles, divided into folds by a seed."""
    order = list(range(len(articles)))
    random.Random(seed).shuffle(order)
    fold_of = {n: place % folds for place, n in enumerate(order)}
    parts = [Collector(f"{SIGN}{gold['origin']}" if gold.get("origin") else "") for _, gold in articles]
    for part, (reading, gold) in zip(parts, articles, strict=True):
        part.read_first(reading, gold)
    _mark(parts)
    for k in range(folds):
        decider = LearnedDecider(_weights(_sum(p for n, p in enumerate(parts) if fold_of[n] != k), _FIRST))
        for n in (n for n in order if fold_of[n] == k):
            doc = decider.first_look(articles[n][0])
            parts[n].read_second(*articles[n], doc)
            parts[n].read_events(*articles[n])
    _mark(parts)
    lone = lone_words(parts)
    for part, words in zip(parts, lone, strict=True):
        part.forget(words)
    known = []
    for k in range(folds):
        known.append(_weights(_sum(p for n, p in enumerate(parts) if fold_of[n] != k), _SINGLE))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_pairs(*articles[n], LearnedDecider(known[k]))
    _mark(parts)
    for k in range(folds):
        decider = LearnedDecider(_with_pairs(known[k], _sum(p for n, p in enumerate(parts) if fold_of[n] != k)))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_verdicts(*articles[n], decider)
    _mark(parts)
    for k in range(folds):
        lineup = _line_ups(_sum(p for n, p in enumerate(parts) if fold_of[n] != k))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_companions(lineup)
    _mark(parts)
    for part, words in zip(parts, lone, strict=True):
        part.forget(words)
    return _sum(parts)


def _mark(parts: list[Collector]) -> None:
    for part in parts:
        part.mark()


def _line_ups(c: Collector) -> LineupWeights:
    found = fit_lineups(c.lineups, STRENGTHS["lineup"], MIN_COUNT)
    return LineupWeights(*(found.get(name, {}) for name in ("lineup_actor", "lineup_recipient", "lineup")))


def lone_words(parts: list[Collector]) -> list[set[str]]:
    """Of each article the entries that name an event in it and in no other.

    Such a word may have been made an entry because it stands there, so what it says there flatters every rare word.
    """
    proven = [part.proven() for part in parts]
    shown = Counter(word for words in proven for word in words)
    return [{word for word in words if shown[word] == 1} for words in proven]


def _sum(parts: Iterable[Collector]) -> Collector:
    whole = Collector()
    for part in parts:
        whole.add(part)
    return whole


def _with_pairs(known: Weights, c: Collector) -> Weights:
    """The weights with those fitted on pairs of mentions and on parties, for which the others were needed first."""
    return structs.replace(known, **_fitted(c, _PAIRED))


def _weights(c: Collector, models: Iterable[str] = tuple(STRENGTHS)) -> Weights:
    """Weights fitted on the rows collected so far; a model without rows stays empty, as do those not asked for."""
    empty: dict[str, Any] = {name: {} for name in STRENGTHS}
    return Weights(**{**empty, **_fitted(c, models)}, thresholds=dict(THRESHOLDS), reliability=RELIABILITY)


def _fitted(c: Collector, models: Iterable[str]) -> dict[str, Any]:
    rows = c.by_model()
    found: dict[str, Any] = {}
    for name in models:
        if name in ("when", "place"):
            found[name] = fit_choices(c.when if name == "when" else c.place, STRENGTHS[name])
            continue
        if name == "lineup":
            found |= fit_lineups(c.lineups, STRENGTHS[name], MIN_COUNT)
            continue
        of = rows[name]
        if isinstance(of, dict):
            found[name] = {key: fit(one, STRENGTHS[name]) for key, one in of.items()}
        else:
            found[name] = fit(of, STRENGTHS[name])
    return found


def without_signs(weights: Weights) -> Weights:
    """The weights without those of signs of where an article is from (`Collector.mark`), which no reading has."""
    tables = {name: getattr(weights, name) for name in STRENGTHS}
    kept: dict[str, Any] = {
        name: {k: _unsigned(v) for k, v in t.items()} if isinstance(next(iter(t.values()), 0.0), dict) else _unsigned(t)
        for name, t in tables.items()
    }
    return structs.replace(weights, **kept)


def _unsigned(table: dict[str, float]) -> dict[str, float]:
    return {name: weight for name, weight in table.items() if not name.startswith(SIGN)}


def load_records(path: Path) -> list[tuple[Reading, Gold]]:
    """Lone sentences of a detection file (id, type, label, text), the ambiguous left out."""
    from marsad.pipeline import read_article

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["label"] != "ambiguous"]
    return [(read_article(marsad_read_record(row, row["id"]))[0], row) for row in kept]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--records", type=Path, help="lone sentences with labels, JSON lines")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="trainings to average")
    parser.add_argument("--first", type=int, default=1, help="number of the first division")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    articles, records = load_articles(args.folders), load_records(args.records) if args.records else []
    judged = {record["id"]: record["type"] for _, record in records}
    for _, gold in articles:
        gold["judged"] = judged.get(gold.get("id", ""))
    weights = without_signs(train(articles, records, rounds=args.rounds, first=args.first))
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights, order="sorted"), indent=0) + b"\n")


if __name__ == "__main__":
    main()
