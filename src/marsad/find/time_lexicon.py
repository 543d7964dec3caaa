"""The words of time expressions: the tables of lexicon/ar compiled into one dictionary of matching keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from marsad.lexicon.schema import Reject, Row
from marsad.lexicon.sources import AR, read_entries, read_rows
from marsad.text.orthography import fold

_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")  # and, so, with, for
_MONTH_CLITICS = ("", "و", "ل", "ول")  # with ب the month آب would be "door"
_INDIAN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# Roles of words that only continue an expression.
_INNER = frozenset(
    [
        "about",
        "age",
        "and",
        "cardinal",
        "clock_zone",
        "deputy",
        "era",
        "former",
        "from_hour",
        "general_head",
        "half",
        "history",
        "link",
        "modifier",
        "month_prep",
        "named_head",
        "not_period",
        "not_weekday",
        "part_adverb",
        "that",
        "to",
        "vague",
        "vague_before",
        "year_prep",
    ]
)
FIRST_YEAR, LAST_YEAR = 1000, 2100
_BIGGEST_COUNT = 999


class Word(NamedTuple):
    """What a matching key can be in a time expression.

    `value` and `name` depend on the role; `clitic` is what stands before the word in the same token;
    `rest` are the keys of the tokens that must follow.
    """

    role: str
    value: int
    name: str = ""
    clitic: str = ""
    rest: tuple[str, ...] = ()


class DayExample(Row, frozen=True):
    """A sentence and the value its time expression has."""

    text: str
    value: str


class RelativeDay(Row, frozen=True):
    """An entry of relative_days.toml: expressions that name a day by its distance from the anchor."""

    id: str
    forms: tuple[str, ...]
    offset: int
    gloss: str
    meaning: str
    match: tuple[DayExample, ...]
    reject: tuple[Reject, ...]
    not_after: tuple[str, ...] = ()
    not_two_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class NamedDate(Row, frozen=True):
    """An entry of named_dates.toml: a day that is the name of a happening."""

    id: str
    heads: tuple[str, ...]
    day: int
    month: int
    year: int
    gloss: str
    meaning: str
    match: tuple[DayExample, ...]
    reject: tuple[Reject, ...]


class Context(NamedTuple):
    """Keys around a relative day that make it something else."""

    id: str
    after: frozenset[str]
    two_after: frozenset[str]
    before: frozenset[str]


class TimeLexicon(NamedTuple):
    """The compiled tables; `words` maps a key to its readings by role, those with most words first.

    `starts` are the keys that can begin an expression, `relative` and `named` the contexts of the authored
    entries, `cues` the tense cues, `grammar` the small words that tell a rule something.
    """

    words: dict[str, dict[str, tuple[Word, ...]]]
    starts: frozenset[str]
    relative: dict[str, Context]
    named: dict[tuple[int, int], tuple[tuple[frozenset[str], int], ...]]
    cues: dict[str, str]
    nouns_like_future: tuple[str, ...]
    grammar: dict[str, frozenset[str]]


def relative_days() -> list[RelativeDay]:
    """The authored relative days; raises LexiconError on a bad entry."""
    return read_entries(AR / "relative_days.toml", RelativeDay)


def named_dates() -> list[NamedDate]:
    """The authored named dates; raises LexiconError on a bad entry."""
    return read_entries(AR / "named_dates.toml", NamedDate)


@cache
def load_time_lexicon() -> TimeLexicon:
    """The tables of time words, read once per process; raises LexiconError naming file and entry."""
    words: dict[str, list[Word]] = {}
    for form, word in _authored():
        first, *rest = (fold(part) for part in form.split())
        for clitic, key in _with_clitics(first, _MONTH_CLITICS if word.role == "month" else _CLITICS):
            words.setdefault(key, []).append(word._replace(clitic=clitic, rest=tuple(rest)))
    for text, word in _numbers():
        words.setdefault(text, []).append(word)
    compiled: dict[str, dict[str, tuple[Word, ...]]] = {}
    for key, readings in words.items():
        roles = compiled[key] = {}
        for word in sorted(readings, key=lambda w: -len(w.rest)):
            roles[word.role] = (*roles.get(word.role, ()), word)
    relative = {
        e.id: Context(e.id, _keys(e.not_after), _keys(e.not_two_after), _keys(e.not_before)) for e in relative_days()
    }
    named: dict[tuple[int, int], tuple[tuple[frozenset[str], int], ...]] = {}
    for entry in named_dates():
        day = (entry.day, entry.month)
        named[day] = (*named.get(day, ()), (_head_keys(entry.heads), entry.year))
    cues, nouns = _cues()
    starts = frozenset(key for key, roles in compiled.items() if any(role not in _INNER for role in roles))
    return TimeLexicon(compiled, starts, relative, named, cues, nouns, _grammar())


def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _head_keys(words: tuple[str, ...]) -> frozenset[str]:
    forms = [form for word in words for form in (fold(word), "ال" + fold(word))]
    return frozenset(key for form in forms for _, key in _with_clitics(form, _CLITICS))


def _authored() -> Iterator[tuple[str, Word]]:
    for row in read_rows(AR / "weekdays.tsv"):
        yield row["form"], Word("weekday", int(row["weekday"]))
    for row in read_rows(AR / "months.tsv"):
        yield row["form"], Word("month", int(row["month"]), f"{row['calendar']} {row['alone']}")
    for row in read_rows(AR / "time_units.tsv"):
        if row["count"] == "pair":
            yield row["form"], Word("pair", 2, row["unit"])
            continue
        yield row["form"], Word("unit", int(row["count"]), row["unit"])
        yield "ال" + row["form"], Word("the_unit", int(row["count"]), row["unit"])
    for row in read_rows(AR / "number_words.tsv"):
        yield row["form"], Word(row["kind"], int(row["value"]))
        if row["kind"] == "cardinal":
            yield "ال" + row["form"], Word("the_cardinal", int(row["value"]))
    for row in read_rows(AR / "time_words.tsv"):
        yield row["form"], Word(row["role"], int(row["value"]))
    for entry in relative_days():
        for form in entry.forms:
            yield form, Word("deictic", entry.offset, entry.id)


def _with_clitics(key: str, clitics: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for clitic in clitics:
        if clitic.endswith("ل") and key.startswith("ال"):
            yield (
                "",
                clitic[:-1] + "لل" + key[2:],
            )  # for the: the article's alef is lost, the token stays whole
        else:
            yield clitic, clitic + key


def _numbers() -> Iterator[tuple[str, Word]]:
    for value in range(LAST_YEAR + 1):
        if _BIGGEST_COUNT < value < FIRST_YEAR:
            continue
        role = "number" if value <= _BIGGEST_COUNT else "year"
        plain = str(value)
        for text in {plain, plain.zfill(2)}:
            yield text, Word(role, value)
            yield text.translate(_INDIAN), Word(role, value)
            yield text.translate(_PERSIAN), Word(role, value)


def _cues() -> tuple[dict[str, str], tuple[str, ...]]:
    """Tense cues by key, and the beginnings of nouns that look like a future verb."""
    cues: dict[str, str] = {}
    nouns: list[str] = []
    for row in read_rows(AR / "tense_cues.tsv"):
        form, cue = row["form"], row["cue"]
        if cue == "noun":
            nouns.append(fold(form))
            continue
        for variant in _verb_forms(form, cue):
            cues.setdefault(fold(variant), "perfect" if cue == "done" else cue)
    return cues, tuple(nouns)


def _grammar() -> dict[str, frozenset[str]]:
    """Small words by what they tell, as keys."""
    found: dict[str, set[str]] = {}
    for row in read_rows(AR / "time_grammar.tsv"):
        found.setdefault(row["cue"], set()).add(fold(row["form"]))
    return {cue: frozenset(keys) for cue, keys in found.items()}


def _verb_forms(form: str, cue: str) -> Iterator[str]:
    yield form
    if cue == "scheduled" or (cue == "call" and form.startswith("ي")):
        yield "ت" + form[1:]
        yield form + "ون"
    elif cue in ("perfect", "call"):
        stem = form[:-1] if form[-1] in "اى" else form
        yield stem + "ت"
        yield stem + "وا"
        yield stem + "تا"
