"""Word lists that rules ask for by themselves: nothing in the table of forms refers to them."""

from __future__ import annotations

from pathlib import Path

from marsad.lexicon.builder import phrase_key
from marsad.lexicon.inflect import inflect_noun
from marsad.lexicon.sources import LexiconError, read_rows
from marsad.text.orthography import fold

TENTHS = 10  # of a word's uses


def contexts(ar: Path) -> dict[str, str]:
    """One or two folded words by the PLOVER context they show."""
    found: dict[str, str] = {}
    for row in read_rows(ar / "contexts.tsv"):
        head, *rest = row["form"].split()
        for key in {fold(head)} if rest else {fold(head), *inflect_noun(head)}:
            found.setdefault(" ".join([key, *(fold(w) for w in rest)]), row["context"])
    return found


def ahead(ar: Path) -> dict[str, tuple[str, ...]]:
    """Words that say that an act lies ahead, by where they stand to it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows(ar / "ahead.tsv"):
        found[fold(row["form"])] = (*found.get(fold(row["form"]), ()), row["where"])
    return found


def cues(ar: Path) -> dict[str, dict[str, bool]]:
    """The words of cues.tsv and grammar.tsv by cue."""
    found: dict[str, dict[str, bool]] = {}
    for row in (row for name in ("cues.tsv", "grammar.tsv") for row in read_rows(ar / name)):
        found.setdefault(row["cue"], {})[phrase_key(row["form"])] = True
    return found


def prepositions(ar: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Prepositions by their forms with a pronoun: those that always do for them, and those that do where needed."""
    rows = [(row["preposition"], row["use"], fold(row["form"])) for row in read_rows(ar / "preposition_forms.tsv")]
    alone = {name: form for name, use, form in rows if use == "alone"}
    for name, use, form in rows:
        if name not in alone or use not in ("alone", "any", "needed"):
            raise LexiconError(f"preposition_forms.tsv: {form}: {name} does not stand alone, or {use} is no use")
    always = {form: alone[name] for name, use, form in rows if use == "any"}
    return always, always | {form: alone[name] for name, use, form in rows if use == "needed"}


def plain(ar: Path) -> dict[str, bool]:
    """Everyday words that are no names."""
    months = {phrase_key(row["form"]): True for row in read_rows(ar / "months.tsv") if row["alone"] == "yes"}
    return months | {key: True for row in read_rows(ar / "plain_words.tsv") for key in inflect_noun(row["form"])}


def uses(ar: Path) -> dict[str, tuple[int, int]]:
    """An entry that has one of the two only has the same number twice."""
    found: dict[str, tuple[int, int]] = {}
    for row in read_rows(ar / "event_uses.tsv"):
        verb, noun = (_tenths(row, column) for column in ("verb", "noun"))
        found[row["id"]] = (verb if verb is not None else noun or 0, noun if noun is not None else verb or 0)
    return found


def _tenths(row: dict[str, str], column: str) -> int | None:
    if row[column] == "-":
        return None
    if not row[column].isdigit() or int(row[column]) > TENTHS:
        raise LexiconError(f"event_uses.tsv: {row['id']}: {column} {row[column]!r} is not 0 to {TENTHS} or -")
    return int(row[column])
