"""Checks of the authored data that reading it does not make: letters, cells, ids, codes and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from marsad.codebook.tables import TYPES, goldstein, plover
from marsad.lexicon import schema
from marsad.lexicon.inflect import inflect_noun
from marsad.lexicon.letters import find_bad_cells, find_bad_letters
from marsad.lexicon.sources import AR, KNOWLEDGE, LexiconError, overlay, read_entries, read_rows
from marsad.text.orthography import fold

SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
ACTORS_OF_NO_COUNTRY = frozenset({"IGO", "UNO", "NGO", "MNC", "IMG", "EUR", "ISM"})
_VERB_FORMS = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QI", "QII"})
_COMPLEMENTS = frozenset({"country", "nisba", "org", "name", "place", "portfolio"})
_HEADS = frozenset({"office", "body", "group", "person"})
_MODE_FAMILIES = frozenset({"request", "reject", "threat", "weapon"})
_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")

Row = dict[str, str]
Actor = schema.ActorNoun | schema.Modifier | schema.Portfolio
AnyEntry = schema.EventEntry | schema.ContentClass | Actor
T = TypeVar("T", bound=AnyEntry)
Fault = tuple[str, str]  # what is wrong, what to do


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong in an authored file: where, what, and what to do about it."""

    file: str
    entry: str
    text: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.text}; {self.remedy}"


def find_problems(ar: Path = AR, knowledge: Path = KNOWLEDGE) -> list[Problem]:
    """All problems of the lexicon and knowledge folders, in a fixed order; empty when the data are sound."""
    problems: list[Problem] = []
    folder = overlay()
    own = folder.glob("*.t?*") if folder else ()
    for path in sorted([*ar.glob("*.t?*"), *knowledge.glob("*.t?*"), *own]):
        found = [*find_bad_letters(path), *(find_bad_cells(path) if path.suffix == ".tsv" else ())]
        problems += [Problem(path.name, *parts) for parts in found]
    if problems:
        return problems  # what follows reads the files, and a bad letter would show as several errors
    content: list[schema.ContentClass] = []
    try:
        for path in sorted(ar.glob("content*.toml")):
            content += read_entries(path, schema.ContentClass)
            problems += _check_file(path, schema.ContentClass, _content_faults)
        problems += _check_events(ar, content)
        problems += _check_actors(knowledge)
        problems += _check_identities(knowledge)
    except LexiconError as error:
        file, _, text = str(error).partition(": ")
        problems.append(Problem(Path(file).name, "", text, "write it as schema.py says"))
    return problems


def own_entries(folder: Path) -> Iterator[tuple[Path, AnyEntry]]:
    """The entries with examples that a user's folder of tables holds, each with its file."""
    kinds: tuple[tuple[str, type[AnyEntry], str], ...] = (
        ("events_*.toml", schema.EventEntry, "entry"),
        ("content*.toml", schema.ContentClass, "class"),
        ("content*.toml", schema.ContentClass, "entry"),
        ("actor_nouns.toml", schema.ActorNoun, "entry"),
        ("actor_modifiers.toml", schema.Modifier, "entry"),
        ("portfolios.toml", schema.Portfolio, "entry"),
    )
    for pattern, kind, table in kinds:
        for path in sorted(folder.glob(pattern)):
            yield from ((path, entry) for entry in read_entries(path, kind, table))


def _check_file(path: Path, kind: type[T], faults: Callable[[T], Iterable[Fault]]) -> list[Problem]:
    """The faults of every entry of a file, with ids that are unique in it and at least one example each."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for entry in read_entries(path, kind):
        found = [*_common_faults(entry), *faults(entry)]
        if entry.id in seen:
            found.append(("the id is used twice", "give each entry an id of its own"))
        seen.add(entry.id)
        problems += [Problem(path.name, entry.id, *fault) for fault in found]
    return problems


def _common_faults(entry: AnyEntry) -> Iterator[Fault]:
    group, dot, name = entry.id.partition(".")
    if not (group and dot and name and set(group + name) <= _ID_LETTERS):
        yield f"the id {entry.id!r} is not group.name", "write it in lower-case ASCII letters with one dot"
    if not entry.match:
        yield "no example", "add a sentence to match that the entry must be found in"
    for form in _stated_forms(entry):
        if any(len(word) == 1 for word in form.split()):
            yield f"the form {form} has a word of one letter", "leave out clitics: they are taken off the next word"


def _stated_forms(entry: AnyEntry) -> tuple[str, ...]:
    """All forms an entry states; those inflection makes are not among them."""
    if isinstance(entry, schema.ContentClass):
        return entry.words
    if isinstance(entry, schema.EventEntry):
        return (entry.lemma, *entry.masdar, *entry.plural)
    if isinstance(entry, schema.Portfolio):
        return (entry.lemma, *entry.forms)
    return (entry.lemma, *entry.plural, *entry.forms)


def _check_events(ar: Path, content: list[schema.ContentClass]) -> list[Problem]:
    classes = {c.id for c in content}
    families: dict[str, list[str]] = {}
    for c in content:
        families.setdefault(c.family, []).append(c.id.partition(".")[2])
    problems: list[Problem] = []
    owner: dict[str, str] = {}
    for path in sorted(ar.glob("events_*.toml")):

        def faults(entry: schema.EventEntry, file: str = path.name) -> Iterator[Fault]:
            other = owner.setdefault(entry.id, file)
            if other != file:
                yield f"the id is used in {other} too", "give each entry an id of its own"
            yield from _event_faults(entry)
            yield from _content_references(entry, classes, families)

        problems += _check_file(path, schema.EventEntry, faults)
    return problems


def _event_faults(entry: schema.EventEntry) -> Iterator[Fault]:
    if entry.type not in TYPES:
        yield f"unknown type {entry.type}", f"use one of {', '.join(TYPES)}"
        return
    if not entry.id.startswith(entry.type.lower() + "."):
        yield "the id does not begin with the type", f"call it {entry.type.lower()}.…"
    codes = [(entry.type, mode) for mode in entry.mode]
    codes += [(kind, mode) for kind, _, mode in (also.partition("/") for also in entry.also)]
    for kind, mode in codes:
        if (kind, mode) not in plover():
            known = ", ".join(m for t, m in plover() if t == kind and m) or "none"
            yield f"{kind} has no mode {mode!r}", f"its modes are: {known}"
    if entry.cameo and entry.cameo not in goldstein():
        yield f"unknown CAMEO code {entry.cameo}", "use a code of goldstein.tsv"
    if entry.pos == "verb" and (not entry.imperfect or entry.form not in _VERB_FORMS):
        yield "a verb without imperfect or form", "give the imperfect and the form (I to X, QI, QII)"
    for example in entry.match:
        for words in (example.actor, example.recipient):
            if words not in example.text:
                yield f"{words} does not stand in its example", "copy the words from the sentence"


def _content_references(entry: schema.EventEntry, classes: set[str], families: dict[str, list[str]]) -> Iterator[Fault]:
    if entry.content and entry.content not in classes:
        yield f"content {entry.content} does not exist", "name a class of content*.toml or add it"
    for word in entry.needs:
        if "." in word and word != "class.nisba":
            yield f"{word} among the needed words is no word", "write words, or class.nisba"
    for word in (*entry.needs_before, *entry.unless, *entry.not_next, *entry.not_prev):
        if "." in word and word not in classes:
            yield f"class {word} does not exist", "name a class of content*.toml or add it"
    if entry.clitic not in ("", "س", schema.OWNED):
        yield f"unknown clitic {entry.clitic}", f"only س of the future or {schema.OWNED} can be asked for"
    if entry.modes_by:
        modes = families.get(entry.modes_by, [])
        wrong = [mode for mode in modes if (entry.type, mode) not in plover()]
        if not modes or wrong:
            why = f"{', '.join(wrong)} is no mode of {entry.type}" if modes else "there is no such family"
            yield f"modes_by {entry.modes_by}: {why}", "name a family whose classes are modes of the type"


def _content_faults(entry: schema.ContentClass) -> Iterator[Fault]:
    if entry.family != entry.id.partition(".")[0]:
        yield f"family {entry.family} is not the id's group", "begin the id with the family and a dot"
    if entry.family not in _MODE_FAMILIES | {"class", "frame"}:
        yield f"unknown family {entry.family}", f"use class, frame or one of {', '.join(sorted(_MODE_FAMILIES))}"
    makers: dict[str, list[int]] = {}
    for number, word in enumerate(entry.words):
        head, *rest = word.split()
        for key, tag in inflect_noun(head).items():
            if tag != "du":  # the dual of one word may be another word
                makers.setdefault(" ".join([key, *map(fold, rest)]), []).append(number)
    for number, word in enumerate(entry.words):
        others = [n for n in makers[" ".join(map(fold, word.split()))] if n != number]
        if others:
            yield f"{word} is made from {entry.words[others[0]]}", "delete one"


def _check_actors(knowledge: Path) -> list[Problem]:
    countries = _countries(knowledge)

    def sector(entry: Actor) -> Iterator[Fault]:
        if entry.sector and entry.sector not in SECTORS:
            yield f"unknown sector {entry.sector}", f"use one of {' '.join(sorted(SECTORS))}"

    def noun(entry: schema.ActorNoun) -> Iterator[Fault]:
        yield from sector(entry)
        if entry.country and entry.country not in countries:
            yield f"unknown country {entry.country}", "use an id of countries.tsv"
        if set(entry.complement) - _COMPLEMENTS:
            yield f"unknown complement {entry.complement}", f"use {', '.join(sorted(_COMPLEMENTS))}"

    def modifier(entry: schema.Modifier) -> Iterator[Fault]:
        yield from sector(entry)
        if set(entry.applies_to) - _HEADS:
            yield f"unknown applies_to {entry.applies_to}", f"use {', '.join(sorted(_HEADS))}"
        if entry.effect == "sector" and not entry.sector:
            yield "effect sector without a sector", "give the sector or another effect"

    return [
        *_check_file(knowledge / "actor_nouns.toml", schema.ActorNoun, noun),
        *_check_file(knowledge / "actor_modifiers.toml", schema.Modifier, modifier),
        *_check_file(knowledge / "portfolios.toml", schema.Portfolio, sector),
    ]


def _countries(knowledge: Path) -> set[str]:
    return {row["id"] for row in _rows(knowledge / "countries.tsv")} | ACTORS_OF_NO_COUNTRY


def _rows(path: Path) -> list[Row]:
    return list(read_rows(path)) if path.exists() else []


# A table of names or terms and the table its ids come from.
_REFERENCES = (
    ("country_names", ("countries",)),
    ("organisation_names", ("organisations",)),
    ("people_names", ("people",)),
    ("people_terms", ("people",)),
    ("place_names", ("places", "places_authored")),
    ("place_names_authored", ("places_authored", "places")),
)
_CODED = ("organisations", "people", "people_terms", "peoples")


def _check_identities(knowledge: Path) -> list[Problem]:
    """Names point at identities that exist, identities are not repeated, and their codes are known."""
    problems: list[Problem] = []
    ids: dict[str, set[str]] = {}
    for stem in sorted({table for _, tables in _REFERENCES for table in tables}):
        ids[stem] = set()
        for row in _rows(knowledge / f"{stem}.tsv"):
            if row["id"] in ids[stem]:
                problems.append(Problem(f"{stem}.tsv", row["id"], "the id is used twice", "merge the rows"))
            ids[stem].add(row["id"])
    for stem, tables in _REFERENCES:
        known = set().union(*(ids[table] for table in tables))
        problems += [
            Problem(
                f"{stem}.tsv",
                row["id"],
                f"{tables[0]}.tsv has no such id",
                "add the row there or correct the id",
            )
            for row in _rows(knowledge / f"{stem}.tsv")
            if row["id"] not in known
        ]
    countries = _countries(knowledge)
    for stem in _CODED:
        for row in _rows(knowledge / f"{stem}.tsv"):
            problems += [Problem(f"{stem}.tsv", row["id"], *fault) for fault in _code_faults(row, countries)]
    return problems


def _code_faults(row: Row, countries: set[str]) -> Iterator[Fault]:
    country = row.get("country") or row.get("code") or ""
    if country and country not in countries:
        yield f"unknown country {country}", "use an id of countries.tsv"
    if row.get("sector") and row["sector"] not in SECTORS:
        yield f"unknown sector {row['sector']}", f"use one of {' '.join(sorted(SECTORS))}"
    for end in ("valid_from", "valid_to"):
        if not _is_date(row.get(end, "")):
            yield f"{end} {row[end]} is no date", "write YYYY, YYYY-MM or YYYY-MM-DD"
    if row.get("valid_from") and row.get("valid_to") and row["valid_from"] > row["valid_to"]:
        yield "it ends before it begins", "correct valid_from or valid_to"


def _is_date(text: str) -> bool:
    """An ISO prefix or nothing."""
    parts = text.split("-")
    sizes = [len(part) for part in parts]
    return not text or (text.replace("-", "").isdigit() and sizes == [4, 2, 2][: len(sizes)])
