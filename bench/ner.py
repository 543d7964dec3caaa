"""Persons, places and organisations: written as CoNLL, and scored against a CoNLL file or marked spans.

    python bench/ner.py show TEXT...                         # word, tab, tag; a line a word, an empty line a sentence
    python bench/ner.py conll FILE                           # FILE in the same layout, tags as B-PER I-PER O
    python bench/ner.py spans gold/names/spans.tsv ARTICLES  # ARTICLES: JSON lines with id, title, text
    python bench/ner.py marked gold/names/invented.txt       # [PER name] in the text itself, an empty line an article

Tags: PER a person's name without title and office; LOC a place, country or capital without the word for its kind; ORG a
named organisation, ministries and other bodies with their nisba. PERS and ORGANIZATION are read as PER and ORG, other
tags (MISC) as O. A span is right when its first and last word and its tag are. "words" counts words with the right tag.
Sentences of a CoNLL file are read together, eight as an article, since such files do not say where an article ends.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.lexicon.sources import read_rows
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Article, Block, Metadata
from ner_names import Name, names_of

_TOGETHER = 8
_MARKED = re.compile(r"\[(PER|LOC|ORG) ([^\]]+)\]")
_WORD = re.compile(r"\w+|[^\w\s]")
_SAME = {"PERS": "PER", "PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "GPE": "LOC"}
def tags_of(words: list[tuple[int, int]], names: list[Name]) -> list[str]:
    """The tag of each word (code points): B-TAG on the first word a name touches, I-TAG on the others, O elsewhere."""
    tags = ["O"] * len(words)
    for name in names:
        touched = [n for n, (start, end) in enumerate(words) if start < name.end and name.start < end]
        for n in touched:
            if tags[n] == "O":
                tags[n] = f"{'B' if n == touched[0] else 'I'}-{name.tag}"
    return tags


def spans_of(tags: list[str]) -> set[tuple[int, int, str]]:
    """The spans of a list of tags as first word, last word, tag."""
    found = set()
    first = 0
    for n, tag in enumerate(tags):
        if tag.startswith("B-") or (tag.startswith("I-") and (n == 0 or tags[n - 1][2:] != tag[2:])):
            first = n
        if tag != "O" and (n + 1 == len(tags) or tags[n + 1] != f"I-{tag[2:]}"):
            found.add((first, n, tag[2:]))
    return found


class Score:
    """Counts of spans and words by tag."""

    def __init__(self) -> None:
        self.spans: dict[str, Counter[str]] = defaultdict(Counter)
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        self.misses: list[str] = []

    def add(self, words: list[str], want: list[str], got: list[str]) -> None:
        """Count the words of a text, tagged by hand and by marsad."""
        right, found = spans_of(want), spans_of(got)
        for counts, wanted, seen in (
            (self.spans, right, found),
            (self.words, _tagged(want), _tagged(got)),
        ):
            for tag in ("PER", "LOC", "ORG"):
                a = {x for x in wanted if x[-1] == tag}
                b = {x for x in seen if x[-1] == tag}
                counts[tag] += Counter(right=len(a & b), want=len(a), got=len(b))
        for sign, only in (("-", right - found), ("+", found - right)):
            for first, last, tag in only:
                around = " ".join(words[max(0, first - 6) : last + 6])
                self.misses.append(f"{sign}\t{tag}\t{' '.join(words[first : last + 1])}\t{around}")

    def print(self) -> None:
        """Precision, recall and F1 of spans and words."""
        for name, counts in (("spans", self.spans), ("words", self.words)):
            for tag in ("PER", "LOC", "ORG", "all"):
                c = counts[tag] if tag != "all" else sum(counts.values(), Counter[str]())
                precision, recall = c["right"] / max(1, c["got"]), c["right"] / max(1, c["want"])
                f1 = 2 * precision * recall / max(1e-9, precision + recall)
                print(f"{name} {tag:<4} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  of {c['want']}")


def _tagged(tags: list[str]) -> set[tuple[int, str]]:
    return {(n, tag[2:]) for n, tag in enumerate(tags) if tag != "O"}


def read_conll(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a CoNLL file as (word, tag); the tag is the last column."""
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) >= 2:
            sentence.append((cells[0], _plain(cells[-1])))
        if len(cells) < 2 or (cells[0] == "." and len(sentence) > 1):
            if sentence:
                yield sentence
            sentence = []
    if sentence:
        yield sentence


def _plain(tag: str) -> str:
    position, _, kind = tag.partition("-")
    kind = _SAME.get(kind, kind)
    return f"{position}-{kind}" if kind in ("PER", "LOC", "ORG") else "O"


def score_conll(path: Path, score: Score) -> None:
    """Read a CoNLL file, eight sentences as an article, and count."""
    sentences = list(read_conll(path))
    for n in range(0, len(sentences), _TOGETHER):
        part = sentences[n : n + _TOGETHER]
        text, words, blocks = "", [], []
        for sentence in part:
            begin = len(text)
            for word, _ in sentence:
                words.append((len(text), len(text) + len(word)))
                text += word + " "
            blocks.append(Block(kind="paragraph", start=begin, end=len(text) - 1))
            text += "\n"
        reading = read_article(Article(doc="conll", text=text, blocks=tuple(blocks)))[0]
        want = [tag for sentence in part for _, tag in sentence]
        score.add([text[a:b] for a, b in words], want, tags_of(words, names_of(reading)))


def score_spans(table: Path, articles: Path, score: Score) -> None:
    """Read the articles of a table of marked spans, and count."""
    marked: dict[str, list[Name]] = defaultdict(list)
    for row in read_rows(table):
        marked[row["doc"]].append(Name(int(row["start"]), int(row["end"]), row["tag"]))
    for line in articles.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in marked:
            text = record["title"] + "\n" + record["text"]
            reading = read_article(_plain_article(text, record.get("published")))[0]
            words = [m.span() for m in _WORD.finditer(text)]
            names = names_of(reading)
            score.add([text[a:b] for a, b in words], tags_of(words, marked[record["id"]]), tags_of(words, names))


def score_marked(path: Path, score: Score) -> None:
    """Read the texts of a file that marks names as [TAG name], an empty line between two texts, and count."""
    for marked in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, names, last = "", [], 0
        for m in _MARKED.finditer(marked):
            text += marked[last : m.start()]
            names.append(Name(len(text), len(text) + len(m[2]), m[1]))
            text, last = text + m[2], m.end()
        text += marked[last:]
        block = Block(kind="paragraph", start=0, end=len(text))
        reading = read_article(Article(doc="marked", text=text, blocks=(block,)))[0]
        words = [m.span() for m in _WORD.finditer(text)]
        score.add([text[a:b] for a, b in words], tags_of(words, names), tags_of(words, names_of(reading)))


def _plain_article(text: str, published: str | None) -> Article:
    """A title and paragraphs, a line each: nothing is taken for a label of the page."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    blocks = [Block(kind="paragraph" if n else "title", start=a, end=b) for n, (a, b) in enumerate(lines)]
    return Article(doc="spans", text=text, blocks=tuple(blocks), metadata=Metadata(published=published))


def show(path: Path) -> None:
    """Print a text as CoNLL."""
    text = path.read_text(encoding="utf-8")
    reading = read_article(read_text(text, path.stem, Metadata()))[0]
    names = names_of(reading)
    for line in re.finditer(r"[^\n]+", text):
        words = [(line.start() + m.start(), line.start() + m.end()) for m in _WORD.finditer(line.group())]
        for (start, end), tag in zip(words, tags_of(words, names), strict=True):
            print(text[start:end], tag, sep="\t")
        print()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("show", "conll", "spans", "marked"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", type=Path, help="write what was missed (-) and found too much (+) to this file")
    args = parser.parse_args()
    if args.what == "show":
        for path in args.files:
            show(path)
        return
    score = Score()
    if args.what in ("conll", "marked"):
        for path in args.files:
            (score_conll if args.what == "conll" else score_marked)(path, score)
    else:
        score_spans(args.files[0], args.files[1], score)
    score.print()
    if args.misses:
        args.misses.write_text("\n".join(sorted(score.misses)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
