"""The examples of authored entries, read with the tables in use: what must be found is found, what must not is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.find.analysis import Analysis, Match
from marsad.find.mentions import Mention
from marsad.lexicon import schema
from marsad.lexicon.load import data_version, load_tables
from marsad.text.words import Ref, WordTable
from marsad.types import Article, Block

Actor = schema.ActorNoun | schema.Modifier | schema.Portfolio
AnyEntry = schema.EventEntry | schema.ContentClass | Actor
Problem = tuple[str, str]  # the example's text and what is wrong ("" when nothing is)


@lru_cache(maxsize=1)
def _words(_: str) -> WordTable:
    tables = load_tables()
    return WordTable(tables.forms, tables.lengths)


def read_sentence(text: str) -> Reading:
    """All that is found in a text that is one paragraph."""
    block = Block(kind="paragraph", start=0, end=len(text))
    article = Article(doc="example", text=text, blocks=(block,))
    return Reading(Analysis(article, load_tables(), _words(data_version()), {}), None, [])


def example_problems(entry: AnyEntry) -> Iterator[Problem]:
    """Each example of an entry with what is wrong with it, "" for one that is read well."""
    if isinstance(entry, schema.EventEntry):
        yield from _event_problems(entry)
    elif isinstance(entry, schema.ContentClass):
        yield from _content_problems(entry)
    elif isinstance(entry, schema.ActorNoun):
        yield from _head_problems(entry)
    else:
        yield from _part_problems(entry, "modifier" if isinstance(entry, schema.Modifier) else "portfolio")


def candidates_of(reading: Reading, entry_id: str) -> list[Candidate]:
    """The candidates of one event entry."""
    return [c for c in reading.candidates if c.entry.id == entry_id]


def overlaps(reading: Reading, mention: Mention, words: str) -> bool:
    """Whether a mention shares characters with the first occurrence of some words in the text."""
    at = reading.a.text.index(words)
    start, end = reading.a.span(mention.first, mention.last)
    return start < at + len(words) and end > at


def mentions_of(reading: Reading) -> list[Mention]:
    """All mentions of all sentences."""
    return [m for found in reading.mentions for m in found]


def matches_inside(reading: Reading, mention: Mention) -> Iterator[Match]:
    """All lexicon forms that stand inside a mention."""
    for i in range(mention.first, mention.last + 1):
        yield from (x for x in reading.a.matches(i) if i + x.size - 1 <= mention.last)


def matches_taken(reading: Reading, mention: Mention) -> Iterator[Match]:
    """The lexicon forms that a mention is built of: at each word the longest, then those behind it."""
    i = mention.first
    while i <= mention.last:
        matches = [x for x in reading.a.matches(i) if i + x.size - 1 <= mention.last]
        longest = matches[0].size if matches else 1
        yield from (x for x in matches if x.size == longest)
        i += longest


def head_taken(_: Reading, mention: Mention) -> set[str]:
    """The actor noun a mention was read by; what references add to its rule stands behind a plus sign."""
    return {mention.rule.partition("+")[0]}


def heads_inside(reading: Reading, mention: Mention) -> set[str]:
    """The actor noun a mention was read by, and those that open the name of an identity."""
    rule = mention.rule.partition("+")[0]
    nouns = load_tables().nouns
    inside = {nouns[x.ref.entry].id for x in reading.a.matches(mention.first) if x.ref.family == "noun"}
    return {rule} | (inside if ":" in rule or rule == "place" else set())


def id_of(ref: Ref) -> str:
    """The id of the authored entry that a form points at ("" for other tables)."""
    tables = load_tables()
    if ref.family == "content":
        return tables.content[ref.entry].id
    if ref.family == "modifier":
        return tables.modifiers[ref.entry].id
    return tables.portfolios[ref.entry].id if ref.family == "portfolio" else ""


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


def actor_examples(entry: Actor) -> Iterator[tuple[str, bool]]:
    """The examples of an actor entry with whether it must be found in them."""
    yield from ((text, True) for text in entry.match)
    yield from ((example.text, False) for example in entry.reject)


def _head_problems(entry: schema.ActorNoun) -> Iterator[Problem]:
    for text, must in actor_examples(entry):
        reading = read_sentence(text)
        look = heads_inside if must else head_taken
        heads = sorted(set[str]().union(*(look(reading, m) for m in mentions_of(reading))))
        yield text, "" if (entry.id in heads) is must else f"heads of mentions: {heads}"


def _part_problems(entry: schema.Modifier | schema.Portfolio, family: str) -> Iterator[Problem]:
    for text, must in actor_examples(entry):
        reading = read_sentence(text)
        look: Callable[[Reading, Mention], Iterator[Match]] = matches_inside if must else matches_taken
        parts = {x.ref for m in mentions_of(reading) for x in look(reading, m)}
        found = (family, entry.id) in {(ref.family, id_of(ref)) for ref in parts}
        yield text, "" if found is must else f"{'is' if found else 'no'} part of a mention"


def _content_problems(entry: schema.ContentClass) -> Iterator[Problem]:
    for text in entry.match:
        a = read_sentence(text).a
        refs = {x.ref for i in range(len(a.words)) for x in a.matches(i)}
        found = ("content", entry.id) in {(ref.family, id_of(ref)) for ref in refs}
        yield text, "" if found else "no word of the class found"
