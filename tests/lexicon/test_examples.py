"""Every example of the authored lexicon is read: what must be found is found, what must not is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest

from marsad.coding.examples import Actor, AnyEntry, Problem, actor_examples, example_problems
from marsad.lexicon import schema
from marsad.lexicon.sources import AR, KNOWLEDGE, read_entries

from .readings import known_failures

EVENTS = [e for path in sorted(AR.glob("events_*.toml")) for e in read_entries(path, schema.EventEntry)]
CONTENT = [c for path in sorted(AR.glob("content*.toml")) for c in read_entries(path, schema.ContentClass)]
NOUNS = read_entries(KNOWLEDGE / "actor_nouns.toml", schema.ActorNoun)
MODIFIERS = read_entries(KNOWLEDGE / "actor_modifiers.toml", schema.Modifier)
PORTFOLIOS = read_entries(KNOWLEDGE / "portfolios.toml", schema.Portfolio)

KNOWN = known_failures()

Entry = TypeVar("Entry", bound=AnyEntry)


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


@by_id(EVENTS)
def test_event(entry: schema.EventEntry) -> None:
    settle(entry, example_problems(entry))


@by_id(CONTENT)
def test_content_class(entry: schema.ContentClass) -> None:
    settle(entry, example_problems(entry))


@by_id(NOUNS)
def test_actor_noun(entry: schema.ActorNoun) -> None:
    settle(entry, example_problems(entry))


@by_id(MODIFIERS)
def test_modifier(entry: schema.Modifier) -> None:
    settle(entry, example_problems(entry))


@by_id(PORTFOLIOS)
def test_portfolio(entry: schema.Portfolio) -> None:
    settle(entry, example_problems(entry))


def test_known_failures_name_examples() -> None:
    """A listed example whose entry or text is gone is deleted from the list."""
    events = {(e.id, x.text) for e in EVENTS for x in e.match} | {(e.id, x.text) for e in EVENTS for x in e.reject}
    actors: list[Actor] = [*NOUNS, *MODIFIERS, *PORTFOLIOS]
    others = {(e.id, text) for e in actors for text, _ in actor_examples(e)}
    others |= {(c.id, text) for c in CONTENT for text in c.match}
    assert set(KNOWN) <= events | others
    assert all(KNOWN.values())
