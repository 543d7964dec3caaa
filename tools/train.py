"""Train the linear weights of the coder on hand-coded articles.

    python tools/train.py GOLD_DIR… --out src/marsad/coding/weights.json

GOLD_DIR holds NAME.txt and NAME.json as the scorer reads them. The project ships the codings (gold/) without their
texts; a text is found by its article id with tools/fetch_texts.py where the corpus is at hand.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import structs
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.coding.candidates import Candidate
from marsad.coding.chains import find_links, link_features
from marsad.coding.circumstance import times_near
from marsad.coding.coder import Reading, draft_of, merge_mentions
from marsad.coding.decide import LearnedDecider, event_context, rivals
from marsad.coding.docroles import LENT, DocRoles
from marsad.coding.features import (
    candidate_features,
    option_features,
    stack_features,
)
from marsad.coding.model import Part, Weights, names_of
from marsad.coding.modes import event_features, modes_of
from marsad.coding.modes import option_features as mode_option_features
from marsad.coding.pairs import Settings, pair_features
from marsad.coding.places import find_sites, site_features
from marsad.coding.sides import Article, blank_features, find_parties, party_features
from marsad.coding.speaker import same_speaker
from marsad.coding.verdict import Field
from marsad.coding.when_features import circumstance_features, time_features
from marsad.read import read_record as marsad_read_record
from marsad.read import read_text
from marsad.types import Metadata
from train_labels import ROLES, Gold, answered, gold_event, near_event, overlaps, role_of, touches

MIN_COUNT = 3
THRESHOLDS = {
    "event": 0.45,
    "event:ASSAULT": 0.5,
    "verdict": 0.36,
    "mention": 0.2,
    "role": 0.3,
    "rescue": 0.12,
    "near": 0.5,
    "party": 0.25,
    "party:least": 0.15,
    "party:share": 0.5,
}  # tuned by cross-validation
# Mean chance of merged events → share that match a hand-coded one, threefold over 305 articles (docs/measurements.md)
RELIABILITY = [(0.38, 0.4), (0.45, 0.42), (0.55, 0.57), (0.65, 0.66), (0.75, 0.79), (0.85, 0.88), (0.92, 0.95)]
USUAL_PAIRS = 8  # pairs of mentions of a type in an article that weigh 1 each
RECORD_WEIGHT = 0.7  # of a lone sentence against a candidate in an article
STATUSES = ("future", "hypothetical", "negated")
Row = tuple[Sequence[Part], int, float]


class Collector:
    """Rows for each of the models."""

    def __init__(self) -> None:
        self.event: list[Row] = []
        self.first: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.second: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.party: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.blank: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.scope: list[Row] = []
        self.place: list[Row] = []
        self.mode: list[Row] = []
        self.time: list[Row] = []
        self.merge: list[Row] = []
        self.verdict: list[Row] = []
        self.choice: list[Row] = []
        self.historical: list[Row] = []
        self.status: dict[str, list[Row]] = {name: [] for name in STATUSES}

    def add(self, other: Collector) -> None:
        """Take in the rows of another collector."""
        for mine, theirs in (
            (self.event, other.event),
            (self.scope, other.scope),
            (self.place, other.place),
            (self.mode, other.mode),
            (self.time, other.time),
            (self.merge, other.merge),
            (self.verdict, other.verdict),
            (self.choice, other.choice),
            (self.historical, other.historical),
            *((self.first[r], other.first[r]) for r in ROLES),
            *((self.second[r], other.second[r]) for r in ROLES),
            *((self.party[r], other.party[r]) for r in ROLES),
            *((self.blank[r], other.blank[r]) for r in ROLES),
            *((self.status[s], other.status[s]) for s in STATUSES),
        ):
            mine += theirs

    def read_first(self, reading: Reading, gold: Gold) -> None:
        """Rows of options, times and scopes of candidates that name a gold event."""
        together: dict[tuple[str, int], tuple[Gold, list[Candidate]]] = {}
        for c in reading.candidates:
            c.options = [o for o in c.options if not o.slot.startswith(LENT)]
            event = gold_event(reading, c, gold)
            if event is None:
                continue
            for role in ROLES:
                for o in c.options:
                    hit = role_of(reading, o.mention, event) == role
                    self.first[role].append((option_features(c, o, reading.a), int(hit), 1.0))
            c.actors = [o.mention for o in c.options if touches(reading, o.mention, event["actor"])][:1]
            self._circumstances(reading, c, event)
            together.setdefault((event["type"], event["mentions"][0]["start"]), (event, []))[1].append(c)
        for event, candidates in together.values():
            self._links(reading, event, candidates)
            self._sites(reading, event, candidates)

    def _modes(self, reading: Reading, event: Gold, candidates: list[Candidate]) -> None:
        """Rows of the modes that a gold event may have."""
        modes = modes_of(event["type"])
        if len(modes) > 1:
            words = event_features(candidates, reading)
            for mode in modes:
                hit = mode in (event["mode"] or [""])
                self.mode.append((mode_option_features(mode, candidates, words), int(hit), 1.0))

    def _links(self, reading: Reading, event: Gold, candidates: list[Candidate]) -> None:
        """Rows of those who may stand in the chain of a gold event, over all its mentions."""
        actors = [m for c in candidates for m in c.actors]
        for link in find_links(candidates, actors, reading):
            same = [m for found in reading.mentions for m in found if same_speaker(m, link.mention)]
            hit = any(touches(reading, m, event["chain"]) for m in [link.mention, *same])
            self.scope.append((link_features(link, candidates, reading), int(hit), 1.0))

    def _sites(self, reading: Reading, event: Gold, candidates: list[Candidate]) -> None:
        """Rows of the places where a gold event may have happened; naming the right one elsewhere is right too."""
        for site in find_sites(candidates, reading):
            start, end = reading.a.span(site.mention.first, site.mention.last)
            place = event["place"]
            hit = bool(place) and (overlaps((start, end), place) or place["text"].endswith(reading.a.text[start:end]))
            self.place.append((site_features(site, candidates, reading), int(hit), 1.0))

    def read_second(self, reading: Reading, gold: Gold, doc: DocRoles) -> None:
        """Rows of options after a first look by weights that did not see the article."""
        for c in reading.candidates:
            event = gold_event(reading, c, gold)
            if event is None:
                continue
            for o in c.options:
                features = option_features(c, o, reading.a) + stack_features(c, o, doc)
                found = role_of(reading, o.mention, event)
                for role in ROLES:
                    self.second[role].append((features, int(found == role), 1.0))

    def _circumstances(self, reading: Reading, c: Candidate, event: Gold) -> None:
        day = (event["date"] or "").split("/")[0]
        dated = None
        for t in times_near(c, reading.times, reading.a):
            hit = bool(day) and t.value.split("/")[0] == day
            dated = t if hit else dated
            self.time.append((time_features(c, t, reading), int(hit), 1.0))
        features = circumstance_features(c, dated, reading)
        self.historical.append((features, int(event["historical"]), 1.0))
        for name, rows in self.status.items():
            rows.append((features, int(event["status"] == name), 1.0))

    def read_events(self, reading: Reading, gold: Gold) -> None:
        """Rows of all candidates, with the participants of the first look."""
        touched = set()
        for n, event in enumerate(gold["events"]):
            for c in reading.candidates:
                span = reading.a.span(c.first, c.last)
                if event["type"] == c.entry.type and any(overlaps(span, m) for m in event["mentions"]):
                    touched.add(n)
        context = event_context(reading)
        for c, beside in zip(reading.candidates, context, strict=True):
            features = candidate_features(c, reading.a, reading.said(c.shape.s.number), beside)
            label, weight = int(gold_event(reading, c, gold) is not None), 1.0
            if not label and near_event(reading, c, gold, touched) is not None:
                label, weight = 1, 0.4
            self.event.append((features, label, weight))
            c.features = features
        self._read_choices(reading, gold)

    def _read_choices(self, reading: Reading, gold: Gold) -> None:
        """Rows of the readings of words that are gold events by one of them and none by another."""
        for group in rivals(reading.candidates):
            right = [gold_event(reading, c, gold) is not None for c in group]
            if any(right) and not all(right) and len({c.entry.type for c in group}) > 1:
                self.choice += [(c.features, int(hit), 1.0) for c, hit in zip(group, right, strict=True)]

    def read_pairs(self, reading: Reading, gold: Gold, decider: LearnedDecider) -> None:
        """Rows of pairs of mentions of gold events of one type: the same event or two."""
        doc = decider.weigh(reading)
        for c in reading.candidates:
            decider.decide_roles(c, reading, doc)
        named = [(c, gold_event(reading, c, gold)) for c in reading.candidates]
        drafts = [(draft_of(c, reading, decider, True), event) for c, event in named if event is not None]
        self._read_parties(reading, named)
        settings = Settings(reading.candidates)
        rows: dict[str, list[Row]] = {}
        for n, (second, y) in enumerate(drafts):
            for first, x in drafts[:n]:
                if x["type"] == y["type"] and first.lead.first != second.lead.first:
                    same = x["mentions"] == y["mentions"]
                    found = pair_features(first, second, settings)
                    rows.setdefault(x["type"], []).append((found, int(same), 1.0))
        for alike in rows.values():  # pairs grow with the square of the mentions: long articles must not outweigh all
            weight = (USUAL_PAIRS / len(alike)) ** 0.5
            self.merge += [(found, same, weight) for found, same, _ in alike]

    def read_verdicts(self, reading: Reading, gold: Gold, decider: LearnedDecider) -> None:
        """Rows of merged events: whether each is one of the gold events, to which no other answers better."""
        merged = merge_mentions(reading, decider)
        field = Field(merged, event_context(reading), reading)
        right = answered(reading, merged, gold)
        self.verdict += [(field.features(n), int(n in right), 1.0) for n in range(len(merged))]

    def _read_parties(self, reading: Reading, named: list[tuple[Candidate, Gold | None]]) -> None:
        """Rows of those who may take part in a gold event, over all its mentions."""
        article = Article(reading.candidates, reading.mentions)
        together: dict[tuple[str, int], tuple[Gold, list[Candidate]]] = {}
        for c, event in named:
            if event is not None:
                together.setdefault((event["type"], event["mentions"][0]["start"]), (event, []))[1].append(c)
        for event, candidates in together.values():
            candidates.sort(key=lambda c: -c.probability)
            parties = find_parties(candidates)
            self._modes(reading, event, candidates)
            for n, role in enumerate(ROLES):
                self.blank[role].append((blank_features(parties, candidates, n), int(not event[role]), 1.0))
            for party in parties:
                features = party_features(party, parties, candidates, article)
                found = {role_of(reading, o.mention, event) for _, o in party.options}
                for role in ROLES:
                    self.party[role].append((features, int(role in found), 1.0))

    def read_record(self, reading: Reading, record: Gold, decider: LearnedDecider) -> None:
        """Rows of the candidates of one type in a lone sentence that is known to report such an event, or not."""
        decider.first_look(reading)
        context = event_context(reading)
        for c, beside in zip(reading.candidates, context, strict=True):
            if c.entry.type != record["type"]:
                continue
            features = candidate_features(c, reading.a, reading.said(c.shape.s.number), beside)
            self.event.append((features, int(record["label"] == "yes"), RECORD_WEIGHT))


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
            metadata = Metadata(published=gold["published"])
            article = read_text(text.read_text(encoding="utf-8"), path.stem, metadata)
            found.append((read_article(article)[0], gold))
    return found


def train(
    articles: list[tuple[Reading, Gold]], records: list[tuple[Reading, Gold]] | None = None, folds: int = 4
) -> Weights:
    """Each stage is fitted on what the stage before says of articles it did not see."""
    order = list(range(len(articles)))
    random.Random(1).shuffle(order)
    fold_of = {n: place % folds for place, n in enumerate(order)}
    parts = [Collector() for _ in articles]
    for part, (reading, gold) in zip(parts, articles, strict=True):
        part.read_first(reading, gold)
    for k in range(folds):
        decider = LearnedDecider(_weights(_sum(p for n, p in enumerate(parts) if fold_of[n] != k)))
        for n in (n for n in order if fold_of[n] == k):
            doc = decider.first_look(articles[n][0])
            parts[n].read_second(*articles[n], doc)
            parts[n].read_events(*articles[n])
    known = []
    for k in range(folds):
        known.append(_weights(_sum(p for n, p in enumerate(parts) if fold_of[n] != k)))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_pairs(*articles[n], LearnedDecider(known[k]))
    for k in range(folds):
        decider = LearnedDecider(_with_pairs(known[k], _sum(p for n, p in enumerate(parts) if fold_of[n] != k)))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_verdicts(*articles[n], decider)
    whole = _sum(parts)
    decider = LearnedDecider(_weights(whole))
    for reading, record in records or []:
        whole.read_record(reading, record, decider)
    return _weights(whole)


def _sum(parts: Iterable[Collector]) -> Collector:
    whole = Collector()
    for part in parts:
        whole.add(part)
    return whole


def _with_pairs(known: Weights, c: Collector) -> Weights:
    """The weights with those fitted on pairs of mentions and on parties, for which the others were needed first."""
    return structs.replace(
        known,
        merge=fit(c.merge, 0.1),
        party_actor=fit(c.party["actor"], 0.05),
        party_recipient=fit(c.party["recipient"], 0.05),
        no_actor=fit(c.blank["actor"], 0.1),
        no_recipient=fit(c.blank["recipient"], 0.1),
    )


def _weights(c: Collector) -> Weights:
    """Weights fitted on the rows collected so far; a model without rows stays empty."""
    return Weights(
        fit(c.event, 0.1),
        fit(c.first["actor"], 0.15),
        fit(c.first["recipient"], 0.15),
        fit(c.second["actor"], 0.1),
        fit(c.second["recipient"], 0.1),
        fit(c.scope, 0.2),
        fit(c.time, 0.2),
        fit(c.historical, 0.2),
        {name: fit(rows, 0.3) for name, rows in c.status.items()},
        fit(c.merge, 0.1),
        fit(c.party["actor"], 0.05),
        fit(c.party["recipient"], 0.05),
        dict(THRESHOLDS),
        RELIABILITY,
        fit(c.place, 0.2),
        fit(c.mode, 0.3),
        fit(c.choice, 0.2),
        fit(c.verdict, 0.02),
        fit(c.blank["actor"], 0.1),
        fit(c.blank["recipient"], 0.1),
    )


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
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    weights = train(load_articles(args.folders), load_records(args.records) if args.records else [])
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights, order="sorted"), indent=0) + b"\n")


if __name__ == "__main__":
    main()
