"""How many were killed: numbers that stand with a word of killing, as the text tells them.

Only a number that a word of killing governs is read ("مقتل 12 شخصا", "12 قتيلا"), never one that stands near by. Where
a text counts dead and hurt in one number, or names none ("عشرات"), there is nothing to read. The words are in
lexicon/ar/deaths.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.find.analysis import Analysis
from marsad.lexicon.sources import AR, overlay, read_entries, read_rows
from marsad.text.orthography import ascii_digits, fold

_ACTORS = 4  # words between a verb of killing and the number, who did it
_COUNTED = 2  # words behind the people that are counted, before "and three more"
_FATE = 4  # words between "met" and "their death"
_ATTEMPT = 2  # words before a word of killing, "attempted" among them
_RESULT = 12  # words between "resulted in" and the word of killing
_YEARS = range(1900, 2101)
_PROCLITICS = "وفبلك"
_KILLS = frozenset({"noun", "dies", "verb", "opening", "met", "dead", "two"})  # what a word of killing may be
_NO_ROLE: frozenset[str] = frozenset()
_DIGITS = re.compile(r"\d{1,9}|\d{1,3}([,.٬]\d{3}){1,2}")
_MOST = 100_000_000  # dead of one event; what is said to be more is no count
_TEEN = 10  # behind a unit: ثلاثة عشر


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and what is read in it."""

    text: str
    words: str
    low: int | None = None
    high: int | None = None


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of deaths.toml; the head of that file says what the fields mean."""

    id: str
    role: str
    forms: tuple[str, ...]
    match: tuple[Example, ...] = ()
    reject: tuple[str, ...] = ()


class Told(NamedTuple):
    """A number of dead that a text tells: at least `low`, at most `high` (None: it does not say).

    `killing` is the token of the word of killing, `first` to `last` are those that say the number with it.
    """

    low: int | None
    high: int | None
    killing: int
    first: int
    last: int
    rule: str


class _Count(NamedTuple):
    """A number with its bound: its value, the tokens first to last without the people, and how it is meant."""

    value: int
    first: int
    last: int
    bound: str = "exact"
    low: int | None = None  # of "between … and …"


def rules() -> list[Rule]:
    """The entries of deaths.toml."""
    return read_entries(AR / "deaths.toml", Rule)


def find_deaths(a: Analysis, start: int, end: int) -> Iterator[Told]:
    """The numbers of dead that tokens start to end tell (end not included), in the order of the text."""
    reader = _Reader(a, start, end)
    free = start
    for i in range(start, end):
        found = reader.at(i) if a.words[i].kind == "word" else None
        if found is not None and found.first >= free:
            free = found.last + 1
            yield found


class _Reader:
    """Reads one sentence."""

    def __init__(self, a: Analysis, start: int, end: int) -> None:
        self.a = a
        self.start = start
        self.end = end
        self.words, self._roles = _words(overlay())
        self._known: dict[int, frozenset[str]] = {}

    def at(self, i: int) -> Told | None:
        """What the word of killing at token i tells."""
        if self._roles_at(i).isdisjoint(_KILLS):
            return None
        for rule in ("noun", "dies"):
            if self.is_a(rule, i) and self._happened(i) and (found := self._behind(i, 0)):
                return self._told(found, i, rule)
        if self.is_a("verb", i) and self._happened(i) and (found := self._behind(i, _ACTORS)):
            return self._told(found, i, "verb")
        if self.is_a("opening", i) and self._has("result", i - 3, i) and (found := self._behind(i, 0)):
            return self._told(found, i, "opening")
        if self.is_a("met", i) and (found := self._behind(i, 0)):
            last = self._people(found)
            fate = next((j for j in range(last, min(self.end, last + _FATE)) if self.is_a("fate", j)), None)
            return self._told(found, i, "met", fate) if fate is not None else None
        if self.is_a("dead", i) or self._key(i) in self.words["dead_two"]:
            return self._dead(i)
        return None

    def is_a(self, role: str, i: int) -> bool:
        """Whether token i is a word of a role, whatever particle hangs on it."""
        return self.start <= i < self.end and role in self._roles_at(i)

    def _roles_at(self, i: int) -> frozenset[str]:
        """The roles of the word at token i, looked up once."""
        found = self._known.get(i)
        if found is None:
            found = _NO_ROLE.union(*[self._roles[cut] for cut in self._cuts(i) if cut in self._roles])
            self._known[i] = found
        return found

    def _key(self, i: int) -> str:
        return self.a.keys[i] if self.start <= i < self.end else ""

    def _cuts(self, i: int) -> list[str]:
        key = self._key(i)
        if len(key) < 3 or key[0] not in _PROCLITICS:
            return [key]
        return [key, key[1:], key[2:]] if len(key) > 3 and key[1] in _PROCLITICS else [key, key[1:]]

    def _has(self, role: str, first: int, end: int) -> bool:
        return any(self.is_a(role, j) for j in range(max(self.start, first), end))

    def _happened(self, i: int) -> bool:
        """Whether nothing right before a word of killing denies it or calls it an attempt."""
        return self._key(i - 1) not in self.words["denied"] and not self._has("attempt", i - _ATTEMPT, i)

    def _behind(self, i: int, between: int) -> _Count | None:
        """The number behind token i, with so many words between; one without people only right behind it."""
        for j in range(i + 1, min(self.end, i + 2 + between)):
            count = self._counted(j)
            if count is not None:
                near = j == i + 1
                last = self._people(count)
                if count.bound in ("one", "two"):
                    return count if near and (not self.is_a("verb", i) or self._ends(j + 1)) else None
                if last > count.last:
                    return count if near or self._may_act(i + 1, j) else None
                return count if near and self._ends(count.last + 1) and count.value not in _YEARS else None
            if self.a.words[j].kind != "word":
                return None
        return None

    def _may_act(self, first: int, end: int) -> bool:
        """Whether the words between a verb and a number may be who did it, and where: no second clause, no list."""
        joined = (self._key(j) == "و" or self.a.words[j].best.conjunction for j in range(first, end))
        return not any(joined) and not self._has("hurt", first, end)

    def _ends(self, i: int) -> bool:
        """Whether a clause may go on at token i with where and how: then those before it did nothing themselves."""
        if not self._is_word(i):
            return self._key(i) not in ("%", "٪")
        clitics = self.a.words[i].best
        return self._key(i) in self.words["setting"] or bool(clitics.conjunction or clitics.preposition)

    def _is_word(self, i: int) -> bool:
        return self.start <= i < self.end and self.a.words[i].kind == "word"

    def _counted(self, i: int) -> _Count | None:
        """A number that begins at token i, with what says how it is meant."""
        if self._key(i) == "بين" and (low := self._number(i + 1)) and self._key(low[1] + 1) == "و":
            high = self._number(low[1] + 2)
            return _Count(high[0], i, high[1], "range", low[0]) if high and low[0] < high[0] else None
        for role in ("least", "most", "about"):
            size = self._phrase(role, i)
            if size:
                found = self._number(i + size)
                return _Count(found[0], i, found[1], role) if found else None
        found = self._number(i)
        if found:
            return _Count(found[0], i, found[1])
        for role, value in (("two", 2), ("one", 1)):
            if self._key(i) in self.words[role]:
                return _Count(value, i, i, role)
        return None

    def _phrase(self, role: str, i: int) -> int:
        """How many tokens a phrase of a role takes at token i, the longest; 0 when there is none."""
        found = [len(p) for form in self.words[role] if self._stands(p := form.split(" "), i)]
        return max(found, default=0)

    def _stands(self, phrase: Sequence[str], i: int) -> bool:
        return i + len(phrase) <= self.end and all(self._key(i + n) == word for n, word in enumerate(phrase))

    def _number(self, i: int) -> tuple[int, int] | None:
        """The value of a number that begins at token i, and its last token."""
        if not self.start <= i < self.end:
            return None
        found = self._digits(i) or self._units(i)
        if found is None:
            return None
        value, last = found
        while (larger := _large("times").get(self._key(last + 1))) is not None:
            value, last = value * larger, last + 1
            if value > _MOST:
                return None
        if self.a.words[i].kind == "number":
            return value, last
        while (more := self._rest(last + 1)) is not None and (more[0] < value >= 100 or value < 10 < more[0] < 100):
            value, last = value + more[0], more[1]
        return value, last

    def _digits(self, i: int) -> tuple[int, int] | None:
        shown = ascii_digits(self.a.tokens[i].text)
        if self.a.words[i].kind != "number" or not _DIGITS.fullmatch(shown):
            return None
        return int(re.sub(r"\D", "", shown)), i

    def _units(self, i: int) -> tuple[int, int] | None:
        value = _value(self._key(i))
        if value is None:
            return None
        if value < 10 and _cardinals().get(self._key(i + 1)) == _TEEN:
            return value + 10, i + 1
        return value, i

    def _rest(self, i: int) -> tuple[int, int] | None:
        """What "and" adds to a number: tens to units, units and tens to hundreds and thousands; never in digits."""
        value = _value(self._key(i)[1:]) if self._key(i).startswith("و") else None
        if value is None:
            return None
        return (value + 10, i + 1) if value < 10 and _cardinals().get(self._key(i + 1)) == _TEEN else (value, i)

    def _people(self, count: _Count) -> int:
        """The last token of the people that are counted; that of the number where none are named."""
        i = count.last + 1
        if count.bound in ("one", "two") or not self._is_word(i):
            return count.last
        word = self.a.words[i]
        known = self._key(i) in self.words["people"] or word.families & {"noun", "nisba"}
        return i if known and not self.is_a("hurt", i) and not word.best.conjunction else count.last

    def _dead(self, i: int) -> Told | None:
        """Dead people with the number before them."""
        if self.is_a("hurt", i + 1) and self.a.words[i + 1].best.conjunction:
            return None
        if self._key(i) in self.words["two"]:
            return self._told(_Count(2, i, i, "two"), i, "dead") if self._has("loss", i - 2, i) else None
        for j in range(max(self.start, i - 8), i):
            count = self._counted(j)
            if count is not None and count.last == i - 1 and count.bound not in ("one", "two"):
                return self._told(count, i, "dead", i)
        if self.is_a("single", i) and self._has("loss", i - 1, i):
            return self._told(_Count(1, i, i, "one"), i, "dead")
        return None

    def _told(self, count: _Count, killing: int, rule: str, last: int | None = None) -> Told | None:
        end = max(self._people(count), count.last, last or 0)
        if self._key(end + 1) and self.is_a("hurt", end + 1) and not self._key(end + 1).startswith("و"):
            return None
        counted = max(self._people(count), count.last)
        behind = any(self._phrase("least_behind", j) for j in (counted + 1, counted + 2))
        how = "least" if behind else count.bound if count.bound not in ("one", "two") else "exact"
        low = None if how == "most" else count.low or count.value
        high = None if how == "least" or self._goes_on(end + 1) else count.value
        if low is None and high is None:
            return None
        return Told(low, high, killing, min(count.first, killing), end, f"deaths.{rule}.{how}")

    def _goes_on(self, i: int) -> bool:
        """Whether other people are counted behind: then the number is only a part of the dead."""
        for j in range(i, min(self.end, i + _COUNTED + 1)):
            if not self._is_word(j):
                return False
            joined = self._key(j) == "و" or self.a.words[j].best.conjunction == "و"
            if not joined:
                continue
            at = j + 1 if self._key(j) == "و" else j
            number = self._number(at) or ((0, at) if at == j and _value(self._key(at)[1:]) is not None else None)
            person = not self._roles_at(j).isdisjoint(("two", "one"))
            if number is None and not person:
                return False
            behind = (number[1] if number else at) + 1
            return not (self.is_a("hurt", at) or self.is_a("hurt", behind) or self.is_a("hurt", behind + 1))
        return False


def is_result(a: Analysis, start: int, end: int, killing: int) -> bool:
    """Whether a word before the word of killing says that it is the outcome of what stands before: resulted in."""
    reader = _Reader(a, start, end)
    return any(reader.is_a("result", j) for j in range(max(start, killing - _RESULT), killing))


@lru_cache(maxsize=2)
def _words(_: Path | None) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The forms of each role as keys, and the roles of each key."""
    words = {rule.role: frozenset(" ".join(map(fold, form.split())) for form in rule.forms) for rule in rules()}
    roles: dict[str, set[str]] = {}
    for role, keys in words.items():
        for key in keys:
            roles.setdefault(key, set()).add(role)
    return words, {key: frozenset(found) for key, found in roles.items()}


def _value(key: str) -> int | None:
    """The value of a number word."""
    return _numbers().get(key)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return _cardinals() | _large("whole") | _large("times")


@lru_cache(maxsize=1)
def _cardinals() -> dict[str, int]:
    rows = read_rows(AR / "number_words.tsv")
    return {fold(row["form"]): int(row["value"]) for row in rows if row["kind"] == "cardinal"}


@lru_cache(maxsize=2)
def _large(kind: str) -> dict[str, int]:
    """The words of large_numbers.tsv that stand by themselves (whole) or multiply what is before them (times)."""
    rows = read_rows(AR / "large_numbers.tsv")
    return {fold(row["form"]): int(row["value"]) for row in rows if row["kind"] == kind}
