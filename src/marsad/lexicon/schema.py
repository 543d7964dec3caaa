"""The shape of the authored data: every file of the lexicon is checked against these records when it is read."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["actor", "recipient", "content", "none"]
Pos = Literal["verb", "noun", "adjective"]
OWNED = "pronoun"  # value of `clitic`


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all authored entries; an unknown key is an error."""


class Match(Row, frozen=True):
    """A sentence the entry must be found in; roles, where given, are the words that fill them."""

    text: str
    actor: str = ""
    recipient: str = ""


class Reject(Row, frozen=True):
    """A sentence the entry must not be found in, and why."""

    text: str
    why: str


class EventEntry(Row, frozen=True):
    """A verb, event noun or adjective that names a PLOVER event, and the frame of its participants."""

    id: str
    lemma: str
    pos: Pos
    type: str
    gloss: str
    meaning: str
    match: tuple[Match, ...]
    reject: tuple[Reject, ...] = ()
    mode: tuple[str, ...] = ()
    cameo: str = ""
    form: str = ""
    imperfect: str = ""
    masdar: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    subject: Role = "actor"
    object: Role = "none"
    genitive: Role = "none"
    preps: dict[str, Role] = {}
    needs: tuple[str, ...] = ()  # one of these words must follow in the clause, or be the subject before the verb
    needs_before: tuple[str, ...] = ()  # words before it that do instead of what must follow; classes too
    unless: tuple[str, ...] = ()  # words or classes that rule it out in the complement
    not_next: tuple[str, ...] = ()  # the same, right behind it
    not_prev: tuple[str, ...] = ()  # the same, right before it
    clitic: str = ""  # what must be written onto it: س of the future, or "pronoun": دعمه
    content: str = ""  # a class of content.toml: the complement must have it
    modes_by: str = ""  # a family of content.toml whose classes set the mode
    mutual: bool = False  # all sides are actors
    harm: bool = False  # the noun after the bare verb is the victim as often as the doer
    future: bool = False  # announces its complement
    also: tuple[str, ...] = ()  # "TYPE" or "TYPE/mode" the same word often is; the weights choose by context
    finite_only: bool = False  # participles and verbal nouns are not this event


class ContentClass(Row, frozen=True):
    """Words whose presence in a complement decides a mode or whether an entry applies."""

    id: str
    family: str
    gloss: str
    words: tuple[str, ...]
    match: tuple[str, ...] = ()


class ActorNoun(Row, frozen=True):
    """A common noun that heads the mention of an actor: an office, a body, a group or a private person."""

    id: str
    lemma: str
    kind: Literal["office", "body", "group", "person"]
    gloss: str
    meaning: str
    match: tuple[str, ...]
    sector: str = ""
    country: str = ""
    plural: tuple[str, ...] = ()
    feminine: str = ""
    forms: tuple[str, ...] = ()  # further fixed forms: indefinite, with another preposition
    complement: tuple[str, ...] = ()
    honorific: bool = False  # a form of address: who it is comes from the name or the office behind it
    other: bool = False  # not of its owner's country: ally, counterpart, neighbour
    yields: bool = False  # a thing or a part: the code is that of whose it is
    inert: bool = False  # a thing, a place or the dead: suffers an act and does none
    means: Literal["", "all", "by"] = ""  # a weapon: takes part only as subject, or unless ب says it was the means
    reject: tuple[Reject, ...] = ()


class Modifier(Row, frozen=True):
    """An adjective or phrase after an actor noun that changes its sector."""

    id: str
    lemma: str
    gloss: str
    meaning: str
    match: tuple[str, ...]
    sector: str = ""
    effect: Literal["", "sector", "former", "alleged", "foreign"] = ""  # absent: the adjective changes nothing
    plural: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    reject: tuple[Reject, ...] = ()


class Portfolio(Row, frozen=True):
    """What a ministry or minister is in charge of, with the sector it gives."""

    id: str
    lemma: str
    gloss: str
    sector: str = ""
    match: tuple[str, ...] = ()
    meaning: str = ""
    forms: tuple[str, ...] = ()
    reject: tuple[Reject, ...] = ()


class NamedRow(msgspec.Struct, frozen=True, array_like=True):
    """An identity of the knowledge tables: id, display names, country, sector, kind and validity."""

    id: str
    ar: str
    en: str
    kind: str = ""
    country: str = ""
    sector: str = ""
    valid_from: str = ""
    valid_to: str = ""


class Term(msgspec.Struct, frozen=True, array_like=True):
    """An office a person held, from and to ISO prefixes (empty: open)."""

    office: str
    country: str
    sector: str
    valid_from: str
    valid_to: str


class DatedName(msgspec.Struct, frozen=True, array_like=True):
    """The display names of an identity from and to ISO prefixes (empty: open)."""

    ar: str
    en: str
    valid_from: str
    valid_to: str


class Control(msgspec.Struct, frozen=True, array_like=True):
    """Who held a disputed place from and to ISO prefixes (empty: open)."""

    country: str
    valid_from: str
    valid_to: str


class PlaceRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of the gazetteer."""

    id: str
    ar: str
    en: str
    country: str
    precision: str
    lat: float | None
    lon: float | None
    population: int
    authored: bool = False
