"""Articles of nearly the same words: wire copy that several outlets print, shortened, retitled or continued.

An article has two kinds of prints: a hash of each clause of five words or more, and a hash of every twelfth or so
sequence of four words (those that twelve divides, so that the same sequences are chosen everywhere). Two articles that
share enough of either are copies, one of the other. With every tenth word of an article changed the second kind still
finds 996 of 1000, where MinHash with 128 permutations finds 725 and clauses 637 (docs/measurements.md).

Where two copies share a clause but for a number, a date or a name, they tell of different things ("the fourth relief
plane", "the fifth relief plane") and are linked with a veto. Pure functions; nothing is merged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.lexicon.sources import AR, read_rows
from marsad.text.orthography import ascii_digits, fold
from marsad.text.tokens import tokenize
from marsad.text.words import Word, WordTable
from marsad.types import Article

LEAST_WORDS = 5  # of a clause that is hashed; shorter ones are set phrases that strangers share
LEAST_SHARED = 2  # clauses
LEAST_SHARED_SEQUENCES = 4
LEAST_SHARE = 0.3  # of the prints of one of the two
COMMON = 50  # articles; what stands in more of them is furniture or a set phrase
_EVERY = 12  # of the sequences of four words one is kept
_SAME_CLAUSE = 0.6  # of the words of two clauses that are one clause, changed in places
_COMPARED = 3  # words of a clause that is compared, at least
_MOST_COMPARED = 150  # clauses of one article that are compared with those of another
_TOLD = frozenset({"title", "lead", "paragraph", "heading"})
_CLAUSE_ENDS = frozenset([*'.!?؟…؛،,:«»"()', "..", "..."])
_FACTOR, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1  # 2**64 divided by the golden ratio: spreads small differences
_NAMES = frozenset({"country", "capital", "nisba", "people", "person", "org"})  # rows of one table of names


class Prints(NamedTuple):
    """What an article is compared by: hashes (signed, 64 bits) of its clauses and of sequences of its words."""

    clauses: tuple[int, ...] = ()
    sequences: tuple[int, ...] = ()


class Shared(NamedTuple):
    """How much of two articles is the same: the share of the prints of each that the other has."""

    share: float
    share_other: float
    enough: bool  # one is a copy of the other, or of a part of it


def prints_of(article: Article) -> Prints:
    """The prints of an article, each once."""
    clauses = [[_number(key) for key in clause] for clause in _clauses(article)]
    whole = dict.fromkeys(_hash(words) for words in clauses if len(words) >= LEAST_WORDS)
    words = [word for clause in clauses for word in clause]
    # The numbers of words are random, so that a sum of odd multiples is as good as a hash, and quicker.
    sums = [(a + 3 * b + 5 * c + 7 * d) & _MASK for a, b, c, d in zip(words, words[1:], words[2:], words[3:])]  # noqa: B905
    return Prints(tuple(whole), tuple(dict.fromkeys(_signed(number) for number in sums if number % _EVERY == 0)))


def shared_prints(common: tuple[int, int], sizes: tuple[int, int], other: tuple[int, int]) -> Shared:
    """How much of two articles is the same: how many clauses and sequences they have in common, of how many each."""
    by_clause = _shares(common[0], sizes[0], other[0], LEAST_SHARED)
    by_sequence = _shares(common[1], sizes[1], other[1], LEAST_SHARED_SEQUENCES)
    return max(by_clause, by_sequence, key=lambda shared: (shared.enough, shared.share + shared.share_other))


def _shares(common: int, size: int, other: int, least: int) -> Shared:
    share, share_other = common / max(1, size), common / max(1, other)
    return Shared(share, share_other, common >= least and max(share, share_other) >= LEAST_SHARE)


def difference(article: Article, other: Article, table: WordTable) -> str | None:
    """What forbids to take two copies for one: the first pair of clauses that differ in a number, a date or a name.

    None when nothing does; else "number: 4 / 5", with the keys of the words. Clauses that only one of them has are no
    difference.
    """
    mine, theirs = (list(dict.fromkeys(_clauses(one)))[:_MOST_COMPARED] for one in (article, other))
    common = set(mine) & set(theirs)
    rest = [words for words in theirs if words not in common and len(words) >= _COMPARED]
    for words in mine:
        if words not in common and len(words) >= _COMPARED:
            partner = _partner(words, rest)
            if partner is not None and (found := _conflict(words, partner, table)) is not None:
                return found
    return None


def _partner(words: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The clause most like this one, if it is the same but for some words."""
    own = set(words)
    best, likeness = None, _SAME_CLAUSE
    for other in others:
        common = len(own & set(other))
        alike = common / (len(own) + len(set(other)) - common)
        if alike >= likeness and (best is None or alike > likeness):
            best, likeness = other, alike
    return best


def _conflict(words: tuple[str, ...], other: tuple[str, ...], table: WordTable) -> str | None:
    mine, theirs = _facts(words, table), _facts(other, table)
    for kind in ("number", "date", "name", "place"):
        only = [shown for fact, shown in mine.items() if fact[0] == kind and fact not in theirs]
        only_other = [shown for fact, shown in theirs.items() if fact[0] == kind and fact not in mine]
        if only and only_other:
            return f"{kind}: {' '.join(only)} / {' '.join(only_other)}"
    return None


def _facts(words: tuple[str, ...], table: WordTable) -> dict[tuple[str, str], str]:
    """The numbers, dates and names in a clause: kind and what is meant, with the word for it."""
    found: dict[tuple[str, str], str] = {}
    for key in words:
        if key[0].isdigit():
            found["number", key] = key
            continue
        word = table.word(key)
        readings = (key, word.best.full, word.best.core)
        fact = next((_fact_words()[reading] for reading in readings if reading in _fact_words()), None) or _name(word)
        if fact is not None:
            found[fact] = key
    return found


def _name(word: Word) -> tuple[str, str] | None:
    """The country, person, body or place a word names; adjectives and peoples count as their countries."""
    refs = [hit.ref for hit in word.hits]
    named = [ref.entry for ref in refs if ref.family in _NAMES]
    if named:
        return "name", str(named[0])
    core = word.best.core.removeprefix("ال")
    if any(ref.family == "place" for ref in refs):
        return "place", core
    return ("name", core) if refs and all(ref.family == "pname" for ref in refs) else None


@cache
def _fact_words() -> dict[str, tuple[str, str]]:
    """The words of the tables that are numbers or name days and months, by their keys."""
    found: dict[str, tuple[str, str]] = {}
    for row in read_rows(AR / "months.tsv"):
        if " " not in row["form"]:
            found[fold(row["form"])] = ("date", f"month {row['calendar']} {row['month']}")
    for row in read_rows(AR / "number_words.tsv"):
        found[fold(row["form"])] = ("number", row["value"])
        found.setdefault(fold("ال" + row["form"]), ("number", row["value"]))
    for row in read_rows(AR / "weekdays.tsv"):
        found[fold(row["form"])] = ("date", f"weekday {row['weekday']}")
    return found


def _clauses(article: Article) -> Iterator[tuple[str, ...]]:
    """The clauses of what an article tells, as matching keys of their words; none is empty."""
    text = article.text
    for block in article.blocks:
        if block.kind not in _TOLD:
            continue
        clause: list[str] = []
        last = block.start
        for start, end, word in tokenize(text, block.start, block.end):
            key = _key(word)
            if (not key and word in _CLAUSE_ENDS) or (start > last and "\n" in text[last:start]):
                if clause:
                    yield tuple(clause)
                clause = []
            if key:
                clause.append(key)
            last = end
        if clause:
            yield tuple(clause)


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    """The matching key of a word or number; empty for a mark."""
    return fold(ascii_digits(word)) if word[0].isalnum() else ""


@lru_cache(maxsize=200_000)
def _number(key: str) -> int:
    """A number of 64 bits for a word."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _hash(numbers: Sequence[int]) -> int:
    """A signed number of 64 bits for words in this order, given as their numbers."""
    value = 0
    for number in numbers:
        value = (value * _FACTOR + number) & _MASK
    return _signed(value)


def _signed(number: int) -> int:
    """The number as databases keep it: 64 bits with a sign."""
    return number - (1 << 64) if number >> 63 else number
