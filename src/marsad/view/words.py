"""What the lexicon knows about words, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.find.analysis import Analysis
from marsad.lexicon.locate import locate
from marsad.lexicon.schema import ActorNoun, EventEntry, Modifier, Portfolio
from marsad.lexicon.tables import Tables
from marsad.text.words import Reading, Ref, Word, WordTable
from marsad.types import Article, Block
from marsad.view.labels import Labels
from marsad.view.text import Line, Row, field

_Glossed = EventEntry | ActorNoun | Modifier | Portfolio


def entry_of(tables: Tables, ref: Ref) -> tuple[str, str]:
    """The id of the entry that a form belongs to, and its English gloss or name."""
    if ref.family in ("func", "pname"):
        return ref.tag, ""
    if ref.family in ("verb", "report", "light"):
        return tables.verbs[ref.entry].kind, ""
    if ref.family == "place":
        place = tables.places[ref.entry]
        return place.id, place.en
    if ref.family == "content":
        content = tables.content[ref.entry]
        return content.id, content.gloss
    entries: dict[str, Sequence[_Glossed]] = {
        "event": tables.events,
        "noun": tables.nouns,
        "modifier": tables.modifiers,
        "portfolio": tables.portfolios,
    }
    if ref.family in entries:
        entry = entries[ref.family][ref.entry]
        return entry.id, entry.gloss
    row = tables.names[ref.entry]
    return row.id, row.en if row.en != row.id else ""


def tag_label(tag: str, labels: Labels) -> str:
    """An inflection tag in words: "pf.3ms" is "perfect verb 3ms"."""
    head, _, person = tag.partition("/")[0].partition(".")
    label = labels.of("tag", head)
    return f"{label} {person}" if person else label


def describe_word(word: Word, tables: Tables, labels: Labels, indent: int = 2, located: bool = False) -> Iterator[Line]:
    """A word with its matching key, its readings and the entries whose forms it is; `located`: with file and line."""
    yield from field(labels.ui("words"), [Row(words=word.surface)], labels, indent)
    if word.kind == "word" and word.key != word.surface:
        yield from field(labels.ui("key"), [Row(words=word.key)], labels, indent + 2)
    readings: dict[Reading, list[Ref]] = {}
    for hit in word.hits:
        readings.setdefault(hit.reading, []).append(hit.ref)
    if not readings and word.kind == "word":
        yield from field(labels.ui("reading"), [Row(remark=labels.ui("unknown_word"))], labels, indent + 2)
    for reading, refs in readings.items():
        yield from field(labels.ui("reading"), [Row(words=_cut(reading))], labels, indent + 2)
        for ref in refs:
            yield from describe_ref(ref, tables, labels, indent + 4, _where(ref, reading, tables) if located else "")


def _where(ref: Ref, reading: Reading, tables: Tables) -> str:
    """File and line of what makes a form, for a remark."""
    place = locate(tables, ref, reading)
    return f"({place})" if place else ""


def describe_words(text: str, tables: Tables, labels: Labels) -> Iterator[Line]:
    """Every word of a text, and the phrases of the lexicon that stand in it; event entries with their frames."""
    table = WordTable(tables.forms, tables.lengths)
    block = Block(kind="paragraph", start=0, end=len(text))
    analysis = Analysis(Article(doc="", text=text, blocks=(block,)), tables, table, {})
    for i, word in enumerate(analysis.words):
        yield from describe_word(word, tables, labels, 0, located=True)
        refs = [hit.ref for hit in word.hits]
        for match in {(m.size, m.ref): m for m in analysis.multi(i)}.values():
            phrase = text[slice(*analysis.span(i, i + match.size - 1))]
            yield from field(labels.ui("phrase"), [Row(words=phrase)], labels)
            rest = " ".join(analysis.keys[i + 1 : i + match.size])
            whole = Reading("", "", False, f"{match.reading.full} {rest}", "")
            yield from describe_ref(match.ref, tables, labels, 4, _where(match.ref, whole, tables))
            refs.append(match.ref)
        for index in dict.fromkeys(ref.entry for ref in refs if ref.family == "event"):
            yield []
            yield from describe_entry(tables.events[index], tables, labels, 2)
        yield []


def _cut(reading: Reading) -> str:
    """The parts of a reading in their order: و + ال + word + pronoun."""
    article = "ال" if reading.article else ""
    parts = (reading.conjunction, reading.preposition, article, reading.core, reading.pronoun)
    return " + ".join(part for part in parts if part)


def describe_ref(ref: Ref, tables: Tables, labels: Labels, indent: int, remark: str = "") -> Iterator[Line]:
    """The entry a form belongs to, which form of it, and a remark: where it is written."""
    identity, gloss = entry_of(tables, ref)
    family = labels.of("family", ref.family)
    tag = "" if ref.family in ("func", "pname") else tag_label(ref.tag, labels)
    value = ", ".join(part for part in (family, tag, gloss) if part)
    yield from field(labels.ui("hit"), [Row(value, identity, remark=remark)], labels, indent)


def describe_entry(entry: EventEntry, tables: Tables, labels: Labels, indent: int) -> Iterator[Line]:
    """An event entry: what it means, how often it tells that, its frame, the words it needs, its examples."""
    yield from field(labels.ui("entry"), [Row(entry.gloss, entry.id, entry.lemma)], labels, indent)
    yield from field(labels.ui("meaning"), [Row(entry.meaning)], labels, indent)
    uses = tables.uses.get(entry.id)
    if uses is not None:
        both = entry.pos == "verb" and not entry.finite_only
        told = labels.ui("of_ten_each" if both else "of_ten").format(*uses)
        yield from field(labels.ui("uses"), [Row(told)], labels, indent)
    roles = [("subject", entry.subject), ("object", entry.object), ("genitive", entry.genitive)]
    frame = [Row(f"{slot}: {labels.of('role', role)}") for slot, role in roles if role != "none"]
    frame += [Row(labels.of("role", role), words=preposition) for preposition, role in entry.preps.items()]
    yield from field(labels.ui("frame"), frame, labels, indent)
    yield from field(labels.ui("needs"), [Row(words=word) for word in entry.needs], labels, indent)
    content = [Row(codes=name) for name in (entry.content, entry.modes_by) if name]
    yield from field(labels.ui("content"), content, labels, indent)
    yield from field(labels.ui("examples"), [Row(words=match.text) for match in entry.match], labels, indent)
    yield from field(labels.ui("not_examples"), [Row(words=r.text) for r in entry.reject], labels, indent)
