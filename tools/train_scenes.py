"""Train the weights that choose the country of an actor whom the text gives none (`marsad.find.scenes`).

    python tools/train_scenes.py GOLD_DIR… --out src/marsad/coding/scene_weights.json

GOLD_DIR holds NAME.txt and NAME.json as the scorer reads them. It comes before tools/train.py, whose rows hold what is
chosen here.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from marsad.coding.assemble import mention_bounds
from marsad.find.actors import ActorReader
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.references import link_names, unsettled
from marsad.find.registry import Registry
from marsad.find.scenes import Scenes
from marsad.pipeline import analyse
from marsad.read import read_text
from marsad.types import Metadata
from train_choices import fit_choices
from train_rows import Choice

STRENGTH = 0.1


def marked(gold: dict[str, Any]) -> dict[tuple[int, int], set[str]]:
    """The countries of each marked actor by its span, "" for none."""
    found: dict[tuple[int, int], set[str]] = {}
    for event in gold["events"]:
        for e in (*event["actor"], *event["recipient"]):
            found.setdefault((e["start"], e["end"]), set()).add(e.get("country") or "")
    return found


def _coded(a: Analysis, m: Mention, spans: dict[tuple[int, int], set[str]]) -> set[str]:
    """The countries coded for a mention: of a span that begins where it does, or holds most of it."""
    start, end = mention_bounds(a, m)
    for (first, last), countries in spans.items():
        common = min(end, last) - max(start, first)
        if common > 0 and (start == first or 2 * common > max(end - start, last - first)):
            return countries
    return set()


def choices_of(path: Path) -> list[Choice]:
    """For each actor of an article that is coded and whom the text gives no country: what is seen of each country."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    day = gold["published"]
    a = analyse(read_text(path.with_suffix(".txt").read_text(encoding="utf-8"), path.stem, Metadata(published=day)))
    a.day = date.fromisoformat(day).isoformat()
    reader = ActorReader(a, Registry(a.tables, a.day))
    mentions = [reader.read(s) for s in a.sentences]
    link_names(a, mentions)
    scenes, spans = Scenes(a, mentions, lambda _: 0), marked(gold)
    found: list[Choice] = []
    for number, m in list(unsettled(a, mentions)):
        coded = _coded(a, m, spans)
        if coded:
            options = scenes.options(m, number)
            found.append(([(list(features), (code or "") in coded) for code, features in options], 1.0))
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    paths = [p for folder in args.folders for p in sorted(folder.glob("*.json")) if p.with_suffix(".txt").exists()]
    weights = fit_choices([choice for path in paths for choice in choices_of(path)], args.strength)
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights, order="sorted"), indent=0) + b"\n")


if __name__ == "__main__":
    main()
