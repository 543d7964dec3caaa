"""Where the data files say what a form is: the file and line of an entry or row, the user's before the shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.lexicon.builder import phrase_key
from marsad.lexicon.inflect import inflect_nisba, inflect_noun, inflect_verb
from marsad.lexicon.sources import AR, KNOWLEDGE, PACKAGE, numbered_rows, overlay
from marsad.lexicon.tables import Tables
from marsad.text.orthography import fold
from marsad.text.words import Reading, Ref

Row = dict[str, str]


class Where(NamedTuple):
    """A line of a data file; shipped files are named from the package on."""

    path: Path
    line: int

    def __str__(self) -> str:
        inside = self.path.is_relative_to(PACKAGE)
        return f"{self.path.relative_to(PACKAGE.parent) if inside else self.path}:{self.line}"


def locate(tables: Tables, ref: Ref, reading: Reading) -> Where | None:
    """The line that makes a form of the lexicon what it is; None when no file is at hand any more."""
    if ref.family in ("event", "content", "noun", "modifier", "portfolio"):
        return _entry(tables, ref)
    keys = {reading.core, reading.full}
    for name, fits in _tables(tables, ref, keys):
        for path in _files(name):
            for number, row in numbered_rows(path):
                if fits(row):
                    return Where(path, number)
    return None


def _files(name: str) -> Iterator[Path]:
    folder = overlay()
    candidates = [folder / name] if folder else []
    yield from (path for path in (*candidates, KNOWLEDGE / name, AR / name) if path.exists())


def _entry(tables: Tables, ref: Ref) -> Where | None:
    lists = {"event": tables.events, "content": tables.content, "noun": tables.nouns, "modifier": tables.modifiers}
    entries = lists.get(ref.family, tables.portfolios)
    wanted = entries[ref.entry].id  # type: ignore[index]
    patterns = {"event": "events_*.toml", "content": "content*.toml", "noun": "actor_nouns.toml"}
    pattern = patterns.get(ref.family, "actor_modifiers.toml" if ref.family == "modifier" else "portfolios.toml")
    roots = [root for root in (overlay(), AR, KNOWLEDGE) if root is not None]
    for path in (p for root in roots for p in sorted(root.glob(pattern))):
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if line.replace(" ", "") == f'id="{wanted}"':
                return Where(path, number)
    return None


def _tables(tables: Tables, ref: Ref, keys: set[str]) -> Iterator[tuple[str, Callable[[Row], bool]]]:
    """The tables a form can stand in, each with the test of the row that makes it."""

    def named(identity: str) -> Callable[[Row], bool]:
        return lambda row: row["id"] == identity and phrase_key(row["form"]) in keys

    def nation(identity: str) -> Callable[[Row], bool]:
        return lambda row: row["id"] == identity and bool(keys & _nation_forms(row))

    if ref.family in ("report", "light", "verb"):
        verb = tables.verbs[ref.entry].lemma
        for name in ("report_verbs.tsv", "light_verbs.tsv", "common_verbs.tsv"):
            yield name, lambda row: row["perfect"] == verb and bool(keys & _verb_forms(row))
    elif ref.family == "func":
        yield "function_words.tsv", lambda row: row["class"] == ref.tag and phrase_key(row["form"]) in keys
    elif ref.family == "pname":
        yield "person_names.tsv", lambda row: phrase_key(row["form"]) in keys
    elif ref.family == "place":
        yield "place_names.tsv", named(tables.places[ref.entry].id)
    else:
        identity = tables.names[ref.entry].id
        if ref.family == "org":
            yield "organisation_names.tsv", named(identity)
        elif ref.family == "person":
            yield "people_names.tsv", named(identity)
        else:
            yield "country_names.tsv", nation(identity)
            yield "peoples.tsv", nation(identity)


def _nation_forms(row: Row) -> set[str]:
    return set(inflect_nisba(row["form"])) if row["kind"] == "nisba" else {phrase_key(row["form"])}


def _verb_forms(row: Row) -> set[str]:
    forms = set(inflect_verb(row["perfect"], row["imperfect"], row["form"]))
    return forms | (set(inflect_noun(row["masdar"])) if row.get("masdar") else set()) | {fold(row["perfect"])}
