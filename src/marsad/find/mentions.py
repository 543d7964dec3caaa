"""Mentions of actors: what a noun phrase names, built from its head and what follows it."""

from __future__ import annotations

from dataclasses import dataclass, field

# Sectors of groups whatever they belong to: the refugees of a camp, the families of soldiers.
_GENERIC = frozenset({"body.authority_board", "body.apparatus"})
# Bodies, and the rank that is also their head's title, that are of the profession they are named after.
_OF_MEMBERS = frozenset({"body.authority_board", "body.union_ittihad", "office.captain"})
_PROFESSIONS = {"office.lawyer": "SOC", "group.engineers": "SOC"}
_OF_PROFESSIONS = frozenset({"MED", "JRN", "AGR", "EDU", "LAB"})
_OWN = frozenset({"CVL", "REF", "REL", "EDU", "MED", "JRN", "LAB", "BUS", "CRM", "ELI"})


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
    head_last: int = -1  # last token of the head's own form, or -1
    definite: bool = False
    defined: bool = False  # the article, a genitive with it or a name makes the whole phrase definite
    preposition: str = ""  # clitic preposition on the first word
    conjunction: str = ""  # clitic conjunction on the first word
    plural: bool = False
    bare: bool = False  # a head with nothing that names it: refers back
    assumed: bool = False  # the country is the entry's default, which anything stated overrules
    yields: bool = False  # a thing or a part, coded as its owner
    inert: bool = False  # no actor of anything
    means: str = ""  # a weapon: "all" where it takes part only as subject, "by" where only ب makes it the means
    located: bool = False  # the country is that of a place it is said to be in
    honorific: bool = False  # a form of address and a name
    foreign: bool = False  # an adjective says it is no home actor: "western", "foreign"
    inner: Mention | None = None  # the last phrase inside, whose own head may refer back
    closed: bool = False  # an adjective ended the phrase: no genitive may follow
    name_first: int = -1  # first token of a proper name inside, or -1
    name_last: int = -1  # its last token where something follows it, or -1
    stated: str | None = None  # the country said before the name, which is not the name's
    places: list[int] = field(default_factory=list)  # rows of Tables.places inside
    refers: Mention | None = None
    origin: Mention | None = None  # where a source was told of first, to which a chain points: المصدر, of مصدر مطلع
    start: int = 0
    end: int = 0

    def of_members(self, inner: Mention) -> bool:
        """Whether this is a body of a profession: its head, further words or none, and the profession."""
        profession = inner.rule in _PROFESSIONS or inner.sector in _OF_PROFESSIONS
        return self.rule in _OF_MEMBERS and inner.kind in ("group", "office") and profession

    def take_sector(self, inner: Mention) -> None:
        """An office or group takes the sector of its body, a thing that of its owner; forces stay forces."""
        if not inner.sector or (inner.kind == "people" and inner.sector == "CVL"):
            return
        if self.of_members(inner):
            self.sector = _PROFESSIONS.get(inner.rule, inner.sector)  # هيئة المحامين, نقيب الأطباء
            return
        if self.yields:
            state = inner.sector == "GOV" or inner.kind in ("country", "capital", "office")
            if self.sector is None or self.kind == "group" or not state:  # عشرات الجنود, سيارات الشرطة
                self.sector = inner.sector
            return
        if self.kind == "body":
            if self.rule in _GENERIC and inner.kind in ("org", "body") and inner.sector == "SPY":
                self.sector = "SPY"  # هيئة الاستخبارات
            return
        if self.kind == "group" and self.sector in ("UAF", "REB", "MIL") and inner.sector == "OPP":
            self.sector = "REB"  # مسلحو المعارضة
            return
        specific = inner.kind in ("org", "body", "group", "people")
        if self.kind == "group" and self.sector in _OWN:
            return
        if specific and (self.kind in ("office", "group") or (self.kind == "person" and self.sector in (None, "UNK"))):
            self.sector = inner.sector

    @property
    def holder(self) -> Mention | None:
        """The phrase in this one, or itself, that a person's name ends."""
        if self.kind in ("office", "person", "name") or (self.kind == "group" and self.name_first >= 0):
            return self if self.name_first >= 0 else None
        return self.inner.holder if self.inner is not None and self.inner.last == self.last else None

    @property
    def name_end(self) -> int:
        """The last token of the proper name inside."""
        return self.name_last if self.name_last >= 0 else self.last

    @property
    def shown(self) -> Mention:
        """The mention to point at: for a head with no name of its own, the fuller one."""
        return self.refers if self.refers is not None and self.bare else self

    @property
    def best(self) -> Mention:
        """The fuller mention this one refers back to, or itself."""
        return self.refers if self.refers is not None else self

    @property
    def first_told(self) -> Mention:
        """Where a source that a short mention goes back to was told of first, or the mention itself."""
        return self.origin if self.origin is not None and self.bare else self
