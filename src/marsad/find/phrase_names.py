"""Proper names inside a phrase: of an office's holder, of a capital, of what a body is called."""

from __future__ import annotations

from marsad.find.analysis import Match
from marsad.find.heads import HeadFinder
from marsad.find.mentions import Mention

_MAX_BODY = 3  # words of another language in the name of a body
_NAMES_TOO = frozenset({"place", "content", "pname"})  # families of words that are given names too
_STATES = frozenset({"country", "capital"})
_NAMED_FOR = frozenset(
    f"body.{name}"
    for name in (
        "company", "bank", "hospital", "school", "university", "magazine", "newspaper", "channel", "group_majmua",
        "club", "airline", "agency", "news_agency", "website", "network", "institution", "centre",
    )
)  # fmt: skip


class PhraseNames(HeadFinder):
    """What the reader of complements asks about names."""

    def _named(self, i: int, match: Match) -> Mention:
        raise NotImplementedError

    def _name(self, i: int, match: Match, titled: bool = False) -> Mention | None:
        raise NotImplementedError

    def _name_end(self, i: int, titled: bool) -> int:
        raise NotImplementedError

    def _other_officer(self, m: Mention, match: Match) -> bool:
        """العقيد المالكي: an officer with the surname of a civilian whose country the article does not name."""
        if match.ref.tag != "last" or m.sector != "MIL" or m.kind != "office":
            return False
        holder = self.registry.identity(match.ref.entry)
        return holder.sector != "MIL" and not self._named_otherwise(holder.country)

    def _named_otherwise(self, code: str) -> bool:
        """Whether the article names a country by more than its people."""
        names = self.a.tables.names
        for i in range(len(self.a.words)):
            refs = [m.ref for m in self.a.matches(i) if m.ref.family in ("country", "capital", "nisba", "org")]
            if any(names[ref.entry].country == code for ref in refs):
                return True
        return False

    def _capital_place(self, inner: Mention) -> list[int]:
        """The gazetteer's row of a capital that names where a body is: مطار مقديشو, محكمة مدريد."""
        if inner.kind != "capital":
            return []
        size = inner.last - inner.first + 1
        found = [m for m in self.a.matches(inner.first) if m.ref.family == "place" and m.size == size]
        return [self._settle_place(inner.first, found[0]).ref.entry] if found else []

    def _join_name(self, m: Mention, inner: Mention) -> None:
        m.last = inner.last
        m.name_first = inner.name_first if inner.name_first >= 0 else inner.first
        m.stated = None if m.assumed else m.country
        if inner.id:
            m.id, m.index = inner.id, inner.index
            if m.honorific:
                m.country, m.sector = inner.country or m.country, inner.sector or m.sector
            if m.country is None or m.sector is None:
                m.country = m.country or inner.country
                m.sector = m.sector or inner.sector

    def _foreign_name(self, m: Mention, j: int) -> bool | None:
        """Unknown words between two commas behind an office are its holder's name."""
        word = self.a.words[j]
        if word.kind != "word" or word.hits or word.best.article or word.best.conjunction or len(word.key) < 3:
            return None
        if self._plain(j):
            return None
        last = self._name_end(j, titled=True)
        if last + 1 >= self.limit or self.a.words[last + 1].surface not in "،,:":
            return None
        m.name_first, m.last = j, last
        return True

    def _son_of(self, m: Mention, j: int) -> bool:
        """الناشط جوهر بن فلان: behind who somebody is, any word before "son of" is his name."""
        word = self.a.words[j]
        if m.kind not in ("office", "person", "group") or j + 1 >= self.limit or self.a.keys[j + 1] != "بن":
            return False
        if word.kind != "word" or word.best.article or word.best.conjunction or word.best.preposition:
            return False
        if not word.families <= _NAMES_TOO:
            return False
        m.name_first, m.last = j, self._name_end(j, titled=True)
        return True

    def _foreign_body(self, m: Mention, j: int) -> bool:
        """بنك بانكيا, معهد ساوث ويست للأبحاث: words of another language behind an indefinite body are its name."""
        last = j - 1
        while last + 1 < min(j + _MAX_BODY, self.limit) and self._foreign(last + 1):
            last += 1
        if last < j:
            return False
        purpose = last + 1 < self.limit and self.a.keys[last + 1].startswith("لل") and not self.a.words[last + 1].hits
        m.last, m.defined = last + purpose, True
        return True

    def _of_state(self, m: Mention, k: int) -> bool | None:
        """A body named for what it deals in and a country or its capital at token k."""
        match = next((x for x in self.a.matches(k) if x.ref.family in _STATES and x.size == 1), None)
        if match is None:
            return None
        m.country, m.assumed = self.a.tables.names[match.ref.entry].country or m.country, False
        m.last, m.defined = k, True
        return False

    def _named_for(self, m: Mention, j: int) -> bool | None:
        """Words without an entry behind an indefinite body: مكتب التدقيق, طائرة تجسس before a nisba."""
        if m.rule in _NAMED_FOR and self._foreign_body(m, j):
            return False
        for k in range(j, min(j + 3, self.limit)):
            word = self.a.words[k]
            if word.kind != "word" or word.best.preposition or word.best.conjunction or word.best.pronoun:
                return None
            if k > j and m.rule in _NAMED_FOR and word.families & _STATES and not self.a.words[j].hits:
                return self._of_state(m, k)  # شركة نفط الكويت
            owned = word.best.article and k > j and m.rule in _NAMED_FOR  # وكالة حماية البيئة
            if any(h.ref.family not in ("content", "pname") and not owned for h in word.hits):
                return None
            if m.kind == "body" and (word.best.article or (word.key.startswith("ال") and len(word.key) == 4)):
                m.last, m.defined, m.definite = k, True, True
                return False
            following = self.a.matches(k + 1) if k + 1 < self.limit else []
            if any(x.ref.family == "nisba" and not x.reading.article and not x.reading.conjunction for x in following):
                m.last = k
                return False
        return None
