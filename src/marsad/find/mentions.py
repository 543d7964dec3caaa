"""Mentions of actors: what a noun phrase names, built from its head and what follows it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Mention:
    """A noun phrase that can take part in an event: tokens first to last (included) of the analysis."""

    first: int
    last: int
    kind: str  # country, capital, org, office, body, group, person, people, adjective, name, place
    country: str | None
    sector: str | None
    head: str  # key of the head word, to which later short mentions refer
    id: str | None = None
    index: int = -1  # row in Tables.names or Tables.places
    rule: str = ""
    definite: bool = False
    defined: bool = False  # the article, a genitive with it or a name makes the whole phrase definite
    preposition: str = ""  # clitic preposition on the first word
    conjunction: str = ""  # clitic conjunction on the first word
    plural: bool = False
    bare: bool = False  # a head with nothing that names it: refers back
    closed: bool = False  # an adjective ended the phrase: no genitive may follow
    name_first: int = -1  # first token of a proper name inside, or -1
    places: list[int] = field(default_factory=list)  # rows of Tables.places inside
    refers: Mention | None = None
    start: int = 0
    end: int = 0

    @property
    def shown(self) -> Mention:
        """The mention to point at: for a head with no name of its own, the fuller one."""
        return self.refers if self.refers is not None and self.bare else self

    @property
    def best(self) -> Mention:
        """The fuller mention this one refers back to, or itself."""
        return self.refers if self.refers is not None else self
