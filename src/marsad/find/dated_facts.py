"""Dated facts: phrases that hold only in a known span of days, and where an article uses them."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from marsad.find.time_lexicon import load_time_lexicon
from marsad.find.time_scan import Scan, skip_letters
from marsad.lexicon.schema import Reject, Row
from marsad.lexicon.sources import KNOWLEDGE, LexiconError, read_entries
from marsad.text.orthography import fold
from marsad.text.tokens import Token, tokenize

_REACH = 4  # words after a title in which the name of its holder begins
_SENTENCE = 60  # tokens: how far a sentence is looked through on either side
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")  # and, so, with, for, as
_QUOTES = frozenset('"«»“”')
_MARKS = frozenset("\"«»“”'()،,-–:")  # marks that may stand inside a phrase


class DatedFact(Row, frozen=True):
    """An entry of dated_facts.toml; `periods` are (from, to) pairs of ISO days, an empty end is open."""

    id: str
    kind: Literal["office", "name", "recurring"]
    phrases: tuple[str, ...]
    gloss: str
    meaning: str
    match: tuple[str, ...]
    reject: tuple[Reject, ...]
    names: tuple[str, ...] = ()
    reach: int = 0
    valid_from: str = ""
    valid_to: str = ""
    periods: tuple[tuple[str, str], ...] = ()

    def spans(self) -> tuple[tuple[str, str], ...]:
        """The (from, to) pairs in which the fact holds."""
        return self.periods or ((self.valid_from, self.valid_to),)


class FactUse(NamedTuple):
    """A fact found in text[start:end]; `told_as_past` when its sentence tells history."""

    fact: DatedFact
    start: int
    end: int
    told_as_past: bool


class Phrase(NamedTuple):
    """A phrase of a fact: the letters of the clitics before it, the keys after its first, and the fact."""

    clitics: int
    rest: tuple[str, ...]
    fact: DatedFact


class DatedFacts(NamedTuple):
    """The compiled facts: phrases by the key of their first word, longest first, and keys of the names."""

    facts: tuple[DatedFact, ...]
    starts: dict[str, tuple[Phrase, ...]]
    names: dict[str, frozenset[tuple[str, ...]]]


@cache
def load_dated_facts() -> DatedFacts:
    """The authored facts, read once per process; raises LexiconError on a bad entry."""
    path = KNOWLEDGE / "dated_facts.toml"
    facts = tuple(read_entries(path, DatedFact))
    starts: dict[str, list[Phrase]] = {}
    for fact in facts:
        if any(not (begin or end) for begin, end in fact.spans()):
            raise LexiconError(f"{path}: entry {fact.id}: give valid_from, valid_to or periods")
        for phrase in fact.phrases:
            first, *rest = _phrase(phrase)
            for clitics, key in _with_clitics(first):
                starts.setdefault(key, []).append(Phrase(clitics, tuple(rest), fact))
    ordered = {key: tuple(sorted(found, key=lambda p: -len(p.rest))) for key, found in starts.items()}
    names = {fact.id: frozenset(tuple(_phrase(name)) for name in fact.names) for fact in facts}
    return DatedFacts(facts, ordered, names)


def _phrase(form: str) -> list[str]:
    return [fold(token.text) for token in tokenize(form) if token.text not in _MARKS]


def _with_clitics(key: str) -> list[tuple[int, str]]:
    keys = [(len(clitic), clitic + key) for clitic in _CLITICS]
    if key.startswith("ال"):
        keys += [(0, "لل" + key[2:]), (1, "ولل" + key[2:])]
    return keys


def find_facts(text: str, tokens: list[Token], keys: list[str], facts: DatedFacts) -> list[FactUse]:
    """The uses of dated facts in text order, one for each fact: the first told as present, else the first."""
    starts = [i for i, key in enumerate(keys) if key in facts.starts]
    if not starts:
        return []
    scan = Scan(text, tokens, keys, None, load_time_lexicon())
    uses: dict[str, FactUse] = {}
    for i in starts:
        for phrase in facts.starts[keys[i]]:
            fact = phrase.fact
            use = _use(scan, i, phrase, facts.names[fact.id])
            if use and (fact.id not in uses or (uses[fact.id].told_as_past and not use.told_as_past)):
                uses[fact.id] = use
    return sorted(uses.values(), key=lambda use: (use.start, use.fact.id))


def _use(scan: Scan, i: int, phrase: Phrase, names: frozenset[tuple[str, ...]]) -> FactUse | None:
    fact = phrase.fact
    end = _follow(scan, i + 1, phrase.rest)
    if end is None or (fact.kind == "office" and scan.role(i - 1, "deputy")):
        return None
    first, last = i, end - 1
    if names:
        found = _near(scan, i, end, fact.reach, names)
        if found is None:
            return None
        first, last = min(first, found[0]), max(last, found[1])
    if fact.kind == "office" and any(scan.role(j, "former") for j in range(end, last + 3)):
        return None
    start = scan.tokens[first].start
    if first == i:
        start += skip_letters(scan.tokens[i].text, phrase.clitics)
    return FactUse(fact, start, _close(scan, first, last), _tells_history(scan, i))


def _close(scan: Scan, first: int, last: int) -> int:
    """Where the words end, with the quotation mark that closes one opened among them."""
    opened = sum(scan.tokens[j].text in _QUOTES for j in range(first, last + 1)) % 2
    closes = opened and last + 1 < scan.size and scan.tokens[last + 1].text in _QUOTES
    return scan.tokens[last + 1 if closes else last].end


def _follow(scan: Scan, i: int, rest: tuple[str, ...]) -> int | None:
    """The token after the words `rest` at i, marks between them skipped; None when they are not there."""
    for key in rest:
        while scan.keys[i] in _MARKS and scan.keys[i]:
            i += 1
        if scan.keys[i] != key or scan.ends_sentence(i - 1):
            return None
        i += 1
    return i


def _near(scan: Scan, i: int, end: int, reach: int, names: frozenset[tuple[str, ...]]) -> tuple[int, int] | None:
    """The first and last token of one of the names, within reach after the phrase (or before it too)."""
    for j in _words(scan, end, reach or _REACH, 1) + (_words(scan, i - 1, reach, -1) if reach else []):
        for name in names:
            if scan.keys[j] == name[0] or (reach and scan.keys[j].lstrip("وبل") == name[0]):
                last = _follow(scan, j + 1, name[1:])
                if last is not None:
                    return j, last - 1
    return None


def _words(scan: Scan, i: int, count: int, step: int) -> list[int]:
    """The next `count` words from token i on, in one sentence, marks not counted."""
    words: list[int] = []
    while 0 <= i < scan.size and len(words) < count:
        before = i - 1 if step > 0 else i
        if before >= 0 and scan.ends_sentence(before) and not (step < 0 and before == i and not words):
            break
        if scan.keys[i] not in _MARKS:
            words.append(i)
        i += step
    return words


def _tells_history(scan: Scan, i: int) -> bool:
    """True when the sentence up to the phrase tells of an earlier time, or it names a year."""
    for j in range(i - 1, max(i - 1 - _SENTENCE, -1), -1):
        if scan.ends_sentence(j):
            break
        if scan.role(j, "history") or scan.role(j, "year"):
            return True
    for j in range(i, min(i + _SENTENCE, scan.size)):
        if scan.role(j, "year"):
            return True
        if scan.ends_sentence(j):
            break
    return False
