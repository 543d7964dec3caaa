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
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.coding.candidates import Candidate
from marsad.coding.chains import find_links, link_features
from marsad.coding.circumstance import times_near
from marsad.coding.coder import Reading, draft_of
from marsad.coding.decide import LearnedDecider, event_context
from marsad.coding.docroles import LENT, DocRoles
from marsad.coding.features import (
    candidate_features,
    option_features,
    stack_features,
)
from marsad.coding.merge import pair_features
from marsad.coding.model import Weights
from marsad.coding.modes import event_features, modes_of
from marsad.coding.modes import option_features as mode_option_features
from marsad.coding.places import find_sites, site_features
from marsad.coding.sides import Article, blank_features, find_parties, party_features
from marsad.coding.speaker import same_speaker
from marsad.coding.when_features import circumstance_features, time_features
from marsad.find.mentions import Mention
from marsad.read import read_record as marsad_read_record
from marsad.read import read_text
from marsad.types import Metadata

MIN_COUNT = 3
THRESHOLDS = {
    "event": 0.45,
    "event:ASSAULT": 0.5,
    "mention": 0.3,
    "role": 0.3,
    "rescue": 0.12,
    "near": 0.5,
    "party": 0.25,
    "party:least": 0.15,
    "party:share": 0.5,
}  # tuned by cross-validation
# Mean probability → share of events that match one of the reader's, threefold over 305 articles (docs/measurements.md).
RELIABILITY = [(0.48, 0.41), (0.55, 0.45), (0.65, 0.5), (0.75, 0.59), (0.85, 0.69), (0.95, 0.81)]
RECORD_WEIGHT = 0.7  # of a lone sentence against a candidate in an article
ROLES = ("actor", "recipient")
STATUSES = ("future", "hypothetical", "negated")
Row = tuple[list[str], int, float]
Gold = dict[str, Any]


def overlaps(a: tuple[int, int], b: Gold) -> bool:
    """Whether a span of code points touches a gold span."""
    return bool(a[0] < b["end"] and b["start"] < a[1])


def gold_event(reading: Reading, c: Candidate, gold: Gold) -> Gold | None:
    """The gold event a candidate names: same type and a mention that touches it."""
    span = reading.a.span(c.first, c.last)
    for event in gold["events"]:
        if event["type"] == c.entry.type and any(overlaps(span, m) for m in event["mentions"]):
            return dict(event)
    return None


def near_event(reading: Reading, c: Candidate, gold: Gold, touched: set[int]) -> Gold | None:
    """A gold event of the type with a mention in the sentence that no candidate touches."""
    low, high = reading.a.span(c.shape.s.start, c.shape.s.end - 1)
    for n, event in enumerate(gold["events"]):
        if n in touched or event["type"] != c.entry.type:
            continue
        if any(low <= m["start"] < high for m in event["mentions"]):
            return dict(event)
    return None


def touches(reading: Reading, m: Mention, entities: list[Gold]) -> bool:
    """Whether a mention, or the fuller one it refers to, touches one of the gold entities."""
    spans = [reading.a.span(x.first, x.last) for x in {id(m): m, id(m.best): m.best}.values()]
    return any(overlaps(s, e) for s in spans for e in entities)


def role_of(reading: Reading, m: Mention, event: Gold) -> str:
    """actor, recipient or none: by touching words, else by country where the gold names one."""
    spans = [reading.a.span(x.first, x.last) for x in {id(m): m, id(m.best): m.best}.values()]
    for role in ("actor", "recipient"):
        if any(overlaps(s, e) for s in spans for e in event[role]):
            return role
    if m.kind == "place":  # a town of the actor's country is not the actor
        return "none"
    found = [role for role in ROLES if m.country and m.country in {e["country"] for e in event[role]}]
    return found[0] if len(found) == 1 else "none"


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

    def read_pairs(self, reading: Reading, gold: Gold, decider: LearnedDecider) -> None:
        """Rows of pairs of mentions of gold events of one type: the same event or two."""
        doc = decider.weigh(reading)
        for c in reading.candidates:
            decider.decide_roles(c, reading, doc)
        named = [(c, gold_event(reading, c, gold)) for c in reading.candidates]
        drafts = [(draft_of(c, reading, decider, True), event) for c, event in named if event is not None]
        self._read_parties(reading, named)
        for n, (second, y) in enumerate(drafts):
            for first, x in drafts[:n]:
                if x["type"] == y["type"] and first.lead.first != second.lead.first:
                    same = x["mentions"] == y["mentions"]
                    self.merge.append((pair_features(first, second), int(same), 1.0))

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
    counts = Counter(name for features, _, _ in rows for name in set(features))
    names = sorted(n for n, k in counts.items() if k >= MIN_COUNT)
    index = {n: i for i, n in enumerate(names)}
    data, columns, starts = [], [], [0]
    for features, _, _ in rows:
        for name in dict.fromkeys(features):
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
    for k in range(folds):
        decider = LearnedDecider(_weights(_sum(p for n, p in enumerate(parts) if fold_of[n] != k)))
        for n in (n for n in order if fold_of[n] == k):
            parts[n].read_pairs(*articles[n], decider)
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
        fit(c.merge, 0.2),
        fit(c.party["actor"], 0.05),
        fit(c.party["recipient"], 0.05),
        dict(THRESHOLDS),
        RELIABILITY,
        fit(c.place, 0.2),
        fit(c.mode, 0.3),
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
