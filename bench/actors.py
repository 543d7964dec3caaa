"""How many named actors and places are found and coded right: `python bench/actors.py FOLDER... [--gsr SPANS]`.

FOLDER holds NAME.txt and NAME.json as the scorer reads them (gold/README.md); SPANS is a file of lone sentences whose
actors are marked and coded. Counted is what is found before events are decided, so the figures do not depend on
weights. A marked span is covered when a mention begins inside it or holds its first word and shares half of the words
of the shorter of the two; "touched" asks only for a shared character. `--misses FILE` lists every miss with its words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from marsad.coding.assemble import entity_of, mention_bounds, place_record
from marsad.coding.coder import Reading
from marsad.find.mentions import Mention
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

Gold = dict[str, Any]
Span = tuple[int, int]
Codes = set[tuple[str, str]]
_PLACES = ("place", "country", "capital")
_FOLD = {"INT": "", "UIS": "", "KUR": "", "HLH": "MED", "None": ""}  # older codes, as the scorer folds them


class Miss(NamedTuple):
    """A marked span that was not found or not coded as marked."""

    kind: str  # span, country, sector, place, place-country, gsr
    doc: str
    words: str
    found: str
    want: str
    got: str
    around: str


class Counts:
    """Hits and totals of each figure, and the misses."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.hit: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def add(self, name: str, hit: bool, miss: Miss | None = None) -> None:
        """Count one case of a figure; its miss is kept when it is one."""
        self.total[name] += 1
        self.hit[name] += hit
        if not hit and miss is not None:
            self.misses.append(miss)


class Found(NamedTuple):
    """A mention with its code points, and the sentence's list it stands in."""

    mention: Mention
    start: int
    end: int


def mentions_of(reading: Reading) -> list[Found]:
    """All mentions of an article with their code points."""
    a = reading.a
    return [Found(m, *mention_bounds(a, m)) for found in reading.mentions for m in found]


def share(found: Found, start: int, end: int) -> float:
    """Shared code points by the longer of the two spans: 1 for equal spans."""
    common = min(found.end, end) - max(found.start, start)
    return common / max(found.end - found.start, end - start)


def covers(found: Found, start: int, end: int, first_word_end: int) -> bool:
    """Whether a mention and a marked span are the same phrase, cut alike or one a little longer."""
    common = min(found.end, end) - max(found.start, start)
    if common <= 0:
        return False
    begins = start <= found.start < end or found.start < first_word_end <= found.end
    return begins and common >= 0.5 * min(found.end - found.start, end - start)


def first_word(text: str, start: int, end: int) -> int:
    """Where the first word of a span ends; a number before the head is no word."""
    words = text[start:end].split()
    at = start
    for word in words:
        at = text.index(word, at) + len(word)
        if not word[0].isdigit():
            break
    return at


def best_of(found: list[Found], text: str, start: int, end: int) -> Found | None:
    """The mention that covers a span best: one that holds its first word, which in Arabic is the head, if any does."""
    first = first_word(text, start, end)
    fitting = [f for f in found if covers(f, start, end, first)]
    return max(fitting, key=lambda f: (f.start < first <= f.end, share(f, start, end), f.start), default=None)


def read_folder(folder: Path) -> Iterator[tuple[str, Reading, Gold]]:
    """The coded articles of a folder, read with the day of publication that the coding states."""
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt")
        if text.exists():
            gold: Gold = json.loads(path.read_text(encoding="utf-8"))
            metadata = Metadata(published=gold.get("published"))
            article = read_text(text.read_text(encoding="utf-8"), path.stem, metadata)
            yield path.stem, read_article(article)[0], gold


def marked_actors(gold: Gold) -> dict[Span, list[tuple[str, str, str, str]]]:
    """(role, event type, country, sector) of every marked actor and recipient, by span."""
    found: dict[Span, list[tuple[str, str, str, str]]] = {}
    for event in gold["events"]:
        for role in ("actor", "recipient"):
            for e in event[role]:
                code = (role, event["type"], e.get("country") or "", e.get("sector") or "")
                found.setdefault((e["start"], e["end"]), []).append(code)
    return found


def count_actors(counts: Counts, doc: str, reading: Reading, gold: Gold) -> None:
    """Actor and recipient spans: found, country right, sector right in the event they stand in."""
    text = reading.a.text
    found = mentions_of(reading)
    for (start, end), marks in sorted(marked_actors(gold).items()):
        words, around = text[start:end], text[max(0, start - 40) : end + 40].replace("\n", " / ")
        touched = [f for f in found if f.start < end and start < f.end]
        counts.add("actors touched", bool(touched))
        best = best_of(found, text, start, end)
        inside = " | ".join(text[f.start : f.end] for f in touched)
        want = " ".join(sorted({f"{c or '-'}/{s or '-'}" for _, _, c, s in marks}))
        counts.add("actors covered", best is not None, Miss("span", doc, words, inside, want, "", around))
        if best is None:
            continue
        got = [(entity_of(reading.a, best.mention, role, kind), c, s) for role, kind, c, s in marks]
        said = " ".join(sorted({f"{e.country or '-'}/{e.sector or '-'}" for e, _, _ in got})) + f" {best.mention.rule}"
        shown = text[best.start : best.end]
        right = any((e.country or "") == c for e, c, _ in got)
        counts.add("country right", right, Miss("country", doc, words, shown, want, said, around))
        right = any((e.sector or "") == s for e, _, s in got)
        counts.add("sector right", right, Miss("sector", doc, words, shown, want, said, around))
        right = any((e.country or "", e.sector or "") == (c, s) for e, c, s in got)
        counts.add("country and sector right", right)
        counts.add("span exact", (best.start, best.end) == (start, end))


def count_places(counts: Counts, doc: str, reading: Reading, gold: Gold) -> None:
    """Places of events: touched by a place of ours, and by one with the right country."""
    text = reading.a.text
    found = [f for f in mentions_of(reading) if f.mention.kind in _PLACES or f.mention.places]
    places = [event["place"] for event in gold["events"] if event["place"]]
    marked = {(p["start"], p["end"]): p.get("country") or "" for p in places}
    for (start, end), country in sorted(marked.items()):
        touching = [f for f in found if f.start < end and start < f.end]
        codes = {place_record(reading.a, f.mention).country or "" for f in touching}
        around = text[max(0, start - 40) : end + 40].replace("\n", " / ")
        inside = " | ".join(f"{text[f.start : f.end]} {f.mention.kind}" for f in touching)
        miss = Miss("place", doc, text[start:end], inside, country, " ".join(sorted(codes)), around)
        counts.add("places found", bool(touching), miss)
        counts.add("places with the right country", country in codes, miss._replace(kind="place-country"))


def _code(role: object) -> tuple[str, str]:
    if not isinstance(role, dict) or not role:
        return "", ""
    main, sector = str(role.get("main") or ""), str(role.get("role") or "")
    return _FOLD.get(main, main), _FOLD.get(sector, sector)


def _locate(text: str, tokens: list[str]) -> Span | None:
    """Where the first marked word stands and where the last that follows it ends; the words may have gaps."""
    at = start = text.find(tokens[0])
    if start < 0:
        return None
    end = start
    for token in tokens:
        at = text.find(token, at)
        if at < 0 or at > end + 40:
            break
        at = end = at + len(token)
    return start, end


def count_sentences(counts: Counts, path: Path) -> None:
    """Marked actors of lone sentences: the whole code equal to that of any of the annotators."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read_article(read_text(row["text"], row["id"], Metadata()))[0]
        found = mentions_of(reading)
        for side, role in (("source", "actor"), ("target", "recipient")):
            spans = [s for s in row["spans"] if s.get(f"{side}_actor")]
            places = [p for p in (_locate(reading.a.text, s[f"{side}_actor"]) for s in spans) if p]
            if not places:
                continue
            want: Codes = {_code(s.get(f"{side}_role")) for s in spans}
            best = [b for b in (best_of(found, reading.a.text, *p) for p in dict.fromkeys(places)) if b]
            entities = [entity_of(reading.a, b.mention, role, row["event_type"]) for b in best]
            got: Codes = {_code({"main": e.country, "role": e.sector}) for e in entities} or {("", "")}
            words = " | ".join(reading.a.text[s:e] for s, e in dict.fromkeys(places))
            shown = " | ".join(reading.a.text[b.start : b.end] + f" {b.mention.rule}" for b in best)
            miss = Miss("gsr", row["id"], words, shown, _show(want), _show(got), row["text"][:300])
            counts.add(f"{row['event_type'].lower()} {side} span found", bool(best))
            counts.add(f"{row['event_type'].lower()} {side} code right", bool(want & got), miss)
            counts.add("lone sentences: code right", bool(want & got))
            if want != {("", "")}:
                counts.add("lone sentences: code right where there is one", bool(want - {("", "")} & got))


def _show(codes: Codes) -> str:
    return " ".join(sorted(f"{c or '-'}/{s or '-'}" for c, s in codes))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--gsr", type=Path, help="lone sentences with marked actors, JSON lines")
    parser.add_argument("--misses", type=Path, help="write the misses to this file, one line each")
    args = parser.parse_args()
    counts = Counts()
    for folder in args.folders:
        for doc, reading, gold in read_folder(folder):
            count_actors(counts, doc, reading, gold)
            count_places(counts, doc, reading, gold)
    if args.gsr:
        count_sentences(counts, args.gsr)
    for name, total in counts.total.items():
        print(f"{name:<50} {counts.hit[name] / total:.3f}  {counts.hit[name]}/{total}")
    if args.misses:
        rows = sorted(counts.misses, key=lambda m: m.kind)
        args.misses.write_text("".join("\t".join(m) + "\n" for m in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
