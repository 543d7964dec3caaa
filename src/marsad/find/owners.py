"""The actor that a mention belongs to and takes in: whose it is, what it is of, in or for."""

from __future__ import annotations

from marsad.find.analysis import Match
from marsad.find.mentions import Mention
from marsad.find.phrase_names import PhraseNames

OPEN = {'"': '"', "«": "»", "“": "”", "”": "”", "'": "'"}
_DOCUMENTS = frozenset({"body.statement", "body.report"})
_SITES = frozenset({"BUS", "CVL", "MED", "EDU"})  # of bodies that people only happen to be in
SOVEREIGN = frozenset({"body.regime", "body.government", "body.army", "body.state", "body.forces"})  # nobody's part


class OwnerReader(PhraseNames):
    """Joins a mention with the one that a preposition, or nothing, puts behind it."""

    limit: int

    def _noun(self, i: int, match: Match) -> Mention:
        raise NotImplementedError

    def _preposition(self, m: Mention, j: int) -> bool | None:
        """An office "in", "of", "on behalf of", "for the affairs of"; a body or group "in" a place."""
        key = self.a.keys[j]
        if j + 1 >= self.limit or m.name_first >= 0:
            return None
        if key != "باسم" and m.kind == "person":
            return None
        if key == "من" and m.definite and m.kind in ("body", "office"):
            return None  # طلبت الحكومة من النقابات …
        if self.a.words[j + 1].surface in OPEN and j + 2 < self.limit:
            j += 1  # عنصرين من «ألوية …
        for inner_match in self.a.matches(j + 1):
            family = inner_match.ref.family
            if family not in ("noun", "org", "country", "capital", "place"):
                continue
            if key == "من" and family not in ("noun", "org"):
                return None
            if inner_match.size == 1 and not self._believed(j + 1, inner_match, self.a.words[j + 1]):
                continue
            inner_match = self._building(j + 1, inner_match)
            family = inner_match.ref.family
            inner = self._noun(j + 1, inner_match) if family == "noun" else self._named(j + 1, inner_match)
            if key == "في" and inner.kind not in ("org", "body", "country", "capital", "place"):
                return None
            if inner.rule in _DOCUMENTS:  # قالت الوزارة في بيان
                return None
            if key == "في" and m.sector is not None and inner.sector in _SITES:
                return None  # الوزيران في الفندق
            if inner.kind in ("person", "office") and key != "باسم":
                return None
            if key == "في" and inner.kind in ("country", "capital", "place"):
                self._set_in(m, inner)
                return None
            self._absorb(m, inner)
            m.closed = True  # مسؤولون في الأمم المتحدة + the next noun: another phrase
            return True
        return None

    def _set_in(self, m: Mention, place: Mention) -> None:
        """Where an actor is says whose it is when nothing else does; the place stays a mention of its own."""
        if place.country and (m.country is None or m.assumed) and m.kind != "person" and not m.foreign:
            m.country, m.assumed, m.located = place.country, False, True

    def _employer(self, m: Mention, j: int, match: Match) -> bool | None:
        """مصدر بوزارة الخارجية، عضو بالحزب: only right behind an indefinite head, else the ب may be the verb's."""
        if m.definite or m.name_first >= 0 or m.last != m.head_last or not (m.kind == "office" or m.yields):
            return None
        inner = self._noun(j, match) if match.ref.family == "noun" else self._named(j, match)
        if inner.kind not in ("org", "body"):
            return None
        self._absorb(m, inner)
        m.closed = True
        return True

    def _dative(self, m: Mention, j: int) -> bool | None:
        """القائد العام للقوات المسلحة، الأمين العام للأمم المتحدة: only after a definite or named office."""
        if m.kind not in ("office", "body") or m.name_first >= 0:
            return None
        for match in self.a.matches(j):
            family = match.ref.family
            state = family in ("country", "capital") and m.last > m.first and m.country is None
            if not (state or family in ("org", "noun")) or match.reading.preposition != "ل":
                continue  # القنصلية العامة للسعودية; right behind the head ل + a country is a direction
            inner = self._noun(j, match) if family == "noun" else self._named(j, match)
            if (inner.kind in ("person", "office") and not m.of_members(inner)) or (m.closed and m.rule in SOVEREIGN):
                return None
            if inner.sector == "JRN" and m.sector != "JRN" and (m.country is not None or m.rule == "body.source"):
                return None  # قال الوزير النرويجي لوكالة رويترز: whom he told
            self._absorb(m, inner)
            return True
        if self.a.keys[j] in self.a.tables.cues["affairs"] and j + 1 < self.limit:
            m.last = j + 1
            return False
        return None

    def _attached(self, m: Mention, j: int) -> None:
        """What follows "belonging to", "loyal to": ل + a named actor."""
        for match in self.a.matches(j):
            if match.ref.family in ("org", "country", "person", "noun", "people"):
                inner = self._noun(j, match) if match.ref.family == "noun" else self._named(j, match)
                m.last = inner.last
                if m.country is None or m.assumed:
                    m.country, m.assumed = inner.country, inner.assumed
                m.inner = inner
                if m.sector is None:
                    m.sector = inner.sector
                return

    def _absorb(self, m: Mention, inner: Mention) -> None:
        """An office or group takes the sector of the body it belongs to; the country comes from within."""
        m.last = inner.last
        m.inner = inner
        m.foreign = m.foreign or inner.foreign
        if inner.country and (m.country is None or (m.assumed and not inner.assumed)):
            m.country, m.assumed = inner.country, inner.assumed
        m.take_sector(inner)
        if inner.id and inner.kind == "org" and m.kind in ("group", "body"):
            m.id, m.index = inner.id, inner.index
        m.places += inner.places or self._capital_place(inner)
        m.defined = m.defined or inner.defined or inner.kind in ("country", "capital", "org", "place", "name")
        m.closed = m.closed or inner.kind in ("country", "capital")
        holder = inner.holder
        if holder is not None and m.name_first < 0 and (m.kind == "office" or holder is inner):
            m.name_first = holder.name_first
            if m.id is None and holder is not inner:
                m.id, m.index = holder.id, holder.index  # المتحدث باسم القوات العقيد فلان
                m.sector = m.sector or holder.sector
