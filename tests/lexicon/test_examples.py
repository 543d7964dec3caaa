"""Every example of the authored lexicon is read: what must be found is found, what must not is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest

from marsad.lexicon import schema
from marsad.lexicon.sources import AR, KNOWLEDGE, read_entries

from .readings import (
    candidates_of,
    head_taken,
    heads_inside,
    id_of,
    known_failures,
    matches_inside,
    matches_taken,
    mentions_of,
    overlaps,
    read_sentence,
)

EVENTS = [e for path in sorted(AR.glob("events_*.toml")) for e in read_entries(path, schema.EventEntry)]
CONTENT = [c for path in sorted(AR.glob("content*.toml")) for c in read_entries(path, schema.ContentClass)]
NOUNS = read_entries(KNOWLEDGE / "actor_nouns.toml", schema.ActorNoun)
MODIFIERS = read_entries(KNOWLEDGE / "actor_modifiers.toml", schema.Modifier)
PORTFOLIOS = read_entries(KNOWLEDGE / "portfolios.toml", schema.Portfolio)

KNOWN = known_failures()

Actor = schema.ActorNoun | schema.Modifier | schema.Portfolio
AnyEntry = schema.EventEntry | schema.ContentClass | Actor
Entry = TypeVar("Entry", bound=AnyEntry)
Problem = tuple[str, str]  # the example's text and what is wrong ("" when nothing is)


def by_id(entries: Sequence[Entry]) -> Callable[[Callable[[Entry], None]], Callable[[Entry], None]]:
    """One test per entry, named by its id."""
    return pytest.mark.parametrize("entry", entries, ids=[e.id for e in entries])


def settle(entry: AnyEntry, found: Iterator[Problem]) -> None:
    """Fail on a problem that is not listed in known_failures.toml, and on a listed one that is gone."""
    wrong: dict[str, str] = {}
    texts: set[str] = set()
    for text, problem in found:
        texts.add(text)
        if problem:
            wrong[text] = problem
    new = [f"{text}: {problem}" for text, problem in wrong.items() if (entry.id, text) not in KNOWN]
    gone = [f"{text}: read well now, delete it from known_failures.toml" for text in texts - set(wrong)
            if (entry.id, text) in KNOWN]  # fmt: skip
    assert not new + gone, f"{entry.id}: " + "; ".join(new + gone)


def _check_match(entry: schema.EventEntry, example: schema.Match) -> str:
    reading = read_sentence(example.text)
    candidates = candidates_of(reading, entry.id)
    if not candidates:
        return f"no candidate (found: {[c.entry.id for c in reading.candidates]})"
    for role, words in (("actor", example.actor), ("recipient", example.recipient)):
        options = [o for c in candidates for o in c.options]
        if words and not any(overlaps(reading, o.mention, words) for o in options):
            return f"{role} {words} is no option"
    return ""


def _event_problems(entry: schema.EventEntry) -> Iterator[Problem]:
    for example in entry.match:
        yield example.text, _check_match(entry, example)
    for reject in entry.reject:
        found = candidates_of(read_sentence(reject.text), entry.id)
        yield reject.text, f"is a candidate, though {reject.why}" if found else ""


def _head_problems(entry: schema.ActorNoun) -> Iterator[Problem]:
    for text, must in _texts(entry):
        reading = read_sentence(text)
        look = heads_inside if must else head_taken
        heads = sorted(set[str]().union(*(look(reading, m) for m in mentions_of(reading))))
        yield text, "" if (entry.id in heads) is must else f"heads of mentions: {heads}"


def _part_problems(entry: schema.Modifier | schema.Portfolio, family: str) -> Iterator[Problem]:
    for text, must in _texts(entry):
        reading = read_sentence(text)
        look = matches_inside if must else matches_taken
        parts = {x.ref for m in mentions_of(reading) for x in look(reading, m)}
        found = (family, entry.id) in {(ref.family, id_of(ref)) for ref in parts}
        yield text, "" if found is must else f"{'is' if found else 'no'} part of a mention"


def _texts(entry: Actor) -> Iterator[tuple[str, bool]]:
    yield from ((text, True) for text in entry.match)
    yield from ((example.text, False) for example in entry.reject)


def _content_problems(entry: schema.ContentClass) -> Iterator[Problem]:
    for text in entry.match:
        a = read_sentence(text).a
        refs = {x.ref for i in range(len(a.words)) for x in a.matches(i)}
        found = ("content", entry.id) in {(ref.family, id_of(ref)) for ref in refs}
        yield text, "" if found else "no word of the class found"


@by_id(EVENTS)
def test_event(entry: schema.EventEntry) -> None:
    settle(entry, _event_problems(entry))


@by_id(CONTENT)
def test_content_class(entry: schema.ContentClass) -> None:
    settle(entry, _content_problems(entry))


@by_id(NOUNS)
def test_actor_noun(entry: schema.ActorNoun) -> None:
    settle(entry, _head_problems(entry))


@by_id(MODIFIERS)
def test_modifier(entry: schema.Modifier) -> None:
    settle(entry, _part_problems(entry, "modifier"))


@by_id(PORTFOLIOS)
def test_portfolio(entry: schema.Portfolio) -> None:
    settle(entry, _part_problems(entry, "portfolio"))


def test_known_failures_name_examples() -> None:
    """A listed example whose entry or text is gone is deleted from the list."""
    events = {(e.id, x.text) for e in EVENTS for x in e.match} | {(e.id, x.text) for e in EVENTS for x in e.reject}
    actors: list[Actor] = [*NOUNS, *MODIFIERS, *PORTFOLIOS]
    others = {(e.id, text) for e in actors for text, _ in _texts(e)}
    others |= {(c.id, text) for c in CONTENT for text in c.match}
    assert set(KNOWN) <= events | others
    assert all(KNOWN.values())
