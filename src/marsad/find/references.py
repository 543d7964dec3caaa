"""Short mentions joined to the fuller one before them: surnames, "the minister", "the movement", "its forces"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from marsad.find.analysis import Analysis, Sentence
from marsad.find.mentions import Mention
from marsad.find.scenes import Scenes, is_land, stands_in

Weigh = Callable[[Iterable[str]], int]

_DOMESTIC = frozenset(
    ("GOV", "MIL", "COP", "JUD", "LEG", "EDU", "LAB", "CVL", "MED", "PTY", "OPP", "SPY", "CRM", "REL", "SOC", "ELI")
)
_ROAMING = frozenset({"REF", "BUS", "UAF"})  # refugees, firms and unknown attackers may be of any country
_ABOVE_STATES = frozenset({"UNO", "IGO", "NGO"})  # conventions: no sector, but their forces and courts
_KEPT_ABOVE = frozenset({"MIL", "JUD", "COP", "REB"})
_ANYBODY = frozenset(
    {f"group.{name}" for name in ("persons", "women", "men", "numbers", "others", "dead", "wounded", "hostages")}
    | {"body.vehicles"}
)
_FIGHTING = frozenset({"body.militia", "body.group", "body.movement", "body.organisation_tanzim", "body.faction"})
_MANY = frozenset({"body.west", "body.power", "body.international_community", "group.regional_states"})
_SIDES = frozenset({"body.side"})  # the sides: of one country, or of several
_STATES = frozenset({"body.state", "body.country_balad", "body.country_bilad", "body.regime"})
_KINGDOMS = frozenset({"SAU", "JOR", "MAR", "BHR"})  # those that Arabic news calls so without a name
_LANDS = frozenset({"body.kingdom", "body.country_balad", "body.country_bilad"})
_TOLD_BY = frozenset({"body.source", "body.report", "body.ministry"})  # and the press: named with no country
_OWNED_FROM = frozenset({"country", "capital", "org", "body", "group", "office", "name", "person", "people"})


def link_references(a: Analysis, mentions: list[list[Mention]], weigh: Weigh) -> None:
    """Set `refers` and fill country and sector of bare mentions, in reading order; adds surname mentions.

    `weigh` sums the weights of the features by which actors whom the text gives no country are given one.
    """
    link_names(a, mentions)
    if len(a.sentences) > 1:  # a lone sentence sets no scene
        scenes = Scenes(a, mentions, weigh)
        for number, m in list(unsettled(a, mentions)):
            m.country = _kingdom(m, a) or scenes.choose(m, number)
            m.rule += "+scene"
    _name_land(a, mentions)
    for found in mentions:
        for m in found:
            police = m.sector == "COP" and m.id is None  # Interpol has sector and id
            if m.country in _ABOVE_STATES and (police or m.sector not in _KEPT_ABOVE):
                m.sector = None
            elif m.country is None and m.sector == "CVL" and m.inner is None and m.rule.partition("+")[0] in _ANYBODY:
                m.sector = None  # people of whom the text tells nothing at all
            elif m.kind == "name" and m.sector is None:
                m.sector = "CVL"  # somebody with no office that the text or the tables tell


def link_names(a: Analysis, mentions: list[list[Mention]]) -> None:
    """Join short mentions with the fuller ones before them, and find the countries that the article names most."""
    linker = _Linker(a)
    linker.survey(mentions)
    for sentence, found in zip(a.sentences, mentions, strict=True):
        linker.read(sentence, found)
    a.named = frozenset(linker.named)
    for sentence, found in zip(a.sentences, mentions, strict=True):
        if sentence.kind == "title":  # the headline has the surname before the text gives the name
            linker.surnames(sentence, found)
            linker.correct(found)
    _find_salient(a, mentions)


def _name_land(a: Analysis, mentions: list[list[Mention]]) -> None:
    """ "In the country", "in the kingdom" is a place: the country that the word refers to."""
    for m in (m for found in mentions for m in found):
        if m.rule.partition("+")[0] in _LANDS and m.bare and m.first == m.last and m.country and stands_in(m, a):
            index = next((n for n, row in enumerate(a.tables.names) if row.id == m.country), None)
            if index is not None:
                m.kind, m.id, m.index = "country", m.country, index


def _elsewhere(a: Analysis, last: int) -> bool:
    """Whether a body is said to be that of a part of a country: وزارة الخارجية في الجيب الانفصالي."""
    if last + 2 >= len(a.keys) or a.keys[last + 1] != "في":
        return False
    key = a.keys[last + 2]
    return key.startswith("ال") and key.removeprefix("ال") in a.tables.cues["land"]


def _stem(m: Mention) -> str:
    """The head of a mention without the ending of an object: تقريرا."""
    return m.head.removesuffix("ا")


def unsettled(a: Analysis, mentions: list[list[Mention]]) -> Iterator[tuple[int, Mention]]:
    """The actors to whom nothing said of them gives a country, with the numbers of their sentences."""
    for number, found in enumerate(mentions):
        for m in found:
            if m.country or m.kind not in ("office", "body", "group", "name", "person") or _stateless(m, a):
                continue
            if m.inner is not None and m.inner.bare and m.inner.country is None and _stateless(m.inner, a):
                continue  # سفراء الدول الخمس
            if m.foreign:
                continue
            fighters = m.sector in ("REB", "PRM") and m.kind == "body"
            officer = m.kind == "office" and m.sector is None  # قيادي, مشرف
            roaming = m.sector in _ROAMING or m.rule in _SIDES
            if m.sector in _DOMESTIC or roaming or fighters or officer or m.kind in ("group", "name"):
                yield number, m


def _stateless(m: Mention, a: Analysis) -> bool:
    """States, parties, the west: many, and none of them that of the scene."""
    return m.head in a.tables.cues["stateless"] or m.rule in _MANY or (m.plural and m.rule in _STATES)


def _kingdom(m: Mention, a: Analysis) -> str | None:
    """ "The kingdom" is the first that the article is about."""
    if m.rule != "body.kingdom":
        return None
    return next((code for code in a.salient if code in _KINGDOMS), None)


def _find_salient(a: Analysis, mentions: list[list[Mention]]) -> None:
    """The countries named most first, the headline counting three times and the lead twice."""
    counts: dict[str, float] = {}
    for sentence, found in zip(a.sentences, mentions, strict=True):
        weight = {"title": 3.0, "lead": 2.0}.get(sentence.kind, 1.0)
        for m in found:
            if m.country and is_land(m.country):
                counts[m.country] = counts.get(m.country, 0.0) + weight
    a.salient = sorted(counts, key=lambda c: (-counts[c], c))


class _Linker:
    def __init__(self, a: Analysis) -> None:
        self.a = a
        self.by_head: dict[str, Mention] = {}
        self.sources: dict[str, Mention] = {}  # the last source with its noun, whatever its country
        self.by_name: dict[str, Mention] = {}
        self.named: set[str] = set()
        self.full: set[str] = set()  # persons of the registry who are named by more than a surname
        self.countries: set[str] = set()  # that something else than a person has
        self.last: Mention | None = None
        self.person: Mention | None = None

    def survey(self, mentions: list[list[Mention]]) -> None:
        """Who is named in full, and which countries are named without a person."""
        for m in (m for found in mentions for m in found):
            holder = m.holder
            if holder is not None and holder.id is not None and not self._last_only(holder):
                self.full.add(holder.id)
            elif holder is None and m.country:
                self.countries.add(m.country)

    def read(self, sentence: Sentence, found: list[Mention]) -> None:
        self.surnames(sentence, found)
        for m in found:
            self._resolve_inner(m)
            if m.bare and m.kind in ("office", "body", "group"):
                self._resolve(m)
                self._source(m)
            elif m.name_first >= 0 and m.kind in ("office", "person", "name", "group"):
                self._name(m)
            elif (holder := m.holder) is not None:
                self._name(holder)
            if not m.bare and (m.rule in _TOLD_BY or m.sector == "JRN"):
                self.sources[_stem(m)] = m
            if m.country and not m.bare and m.kind in ("office", "body", "group", "org", "people"):
                for key in self._keys(m):
                    self.by_head[key] = m
            if m.country and m.kind in _OWNED_FROM:
                self.last = m
                if m.kind in ("office", "person", "name") and m.head != "بلاد":
                    self.person = m  # بلاده is the country of whoever spoke last

    def _resolve(self, m: Mention) -> None:
        if m.foreign or (m.head in self.a.tables.cues["stateless"] and m.kind != "office"):
            return
        if m.kind == "body" and _elsewhere(self.a, m.last):
            return
        pronoun = self.a.words[m.first].best.pronoun if m.head_last <= m.first else ""  # طرفي النزاع is no "my side"
        known = self.by_head.get(m.rule) or self.by_head.get(m.head)
        if m.rule == "body.statement" and self.last is not None:  # a statement speaks for who issued it
            m.refers, m.country, m.sector = self.last.best, self.last.country, self.last.sector
            return
        if pronoun and self.last is not None:
            owner = self.person if self.person is not None and m.head == "بلاد" else self.last
            m.country = owner.country
            m.rule += "+owner"
            return
        if known is not None and (m.definite or m.kind == "body"):
            m.refers = known.best
            m.country, m.assumed = known.country, False
            named = known.id is not None and known.kind == "org"  # الميليشيا, of the Houthis
            if m.sector is None or m.kind == "group" or (m.rule in _FIGHTING and named):
                m.sector = known.sector or m.sector
            m.id = m.id or known.id
            m.index = known.index if m.index < 0 else m.index

    def _source(self, m: Mention) -> None:
        """A source goes back to where it was told of first, which gives it no country: مصدر مطلع … وأضاف المصدر."""
        if m.rule not in _TOLD_BY and m.sector != "JRN":
            return
        if not m.definite:
            self.sources[_stem(m)] = m
        elif m.refers is None and not self.a.words[m.first].best.pronoun:
            m.origin = self.sources.get(_stem(m))

    def _keys(self, m: Mention) -> list[str]:
        """What a later short mention of m can be headed by: its head, its noun, the noun its name begins with."""
        keys = [m.head, m.rule.partition("+")[0]]
        if m.kind == "org":
            first = self.a.words[m.first]
            nouns = self.a.tables.nouns
            keys += [first.best.core, *(nouns[hit.ref.entry].id for hit in first.hits if hit.ref.family == "noun")]
        return keys

    def correct(self, found: list[Mention]) -> None:
        """In a headline, surnames of the registry that mean somebody whom the text names in full."""
        for m in (x.holder for x in found):
            if m is not None and m.id is not None and self._last_only(m):
                known = self.by_name.get(self.a.keys[m.name_end])
                if known is not None and known is not m and known.id != m.id and self._rivals(m, known):
                    self._join_other(m, known)

    def _resolve_inner(self, m: Mention) -> None:
        """A short head inside a phrase refers back too: مفتشو المنظمة, مقاتلو الحركة."""
        inner = m.inner
        if inner is None:
            return
        self._resolve_inner(inner)
        if inner.bare and inner.kind in ("office", "body", "group"):
            self._resolve(inner)
        if inner.country and (m.country is None or (m.assumed and not inner.assumed)):
            m.country = inner.country
            m.take_sector(inner)

    def _name(self, m: Mention) -> None:
        end = m.name_end
        short = end == m.name_first or self._last_only(m)
        known = self.by_name.get(self.a.keys[end])
        if known is not None and known is not m:
            if short and m.id is not None and known.id != m.id:
                if self._rivals(m, known):
                    self._join_other(m, known)
            elif short or m.id == known.id or self._same(m, known):
                m.country = m.country or known.country
                m.sector = known.sector if m.honorific else m.sector or known.sector
                m.id = m.id or known.id
                m.refers = known.best
            else:  # a namesake, most often of the same family
                m.country = m.country or known.country
        for j in range(m.name_first, end + 1):
            if len(self.a.keys[j]) <= 2:
                continue
            self.named.add(self.a.keys[j])
            if m.country or m.sector or (not short and self._only_name(j)):
                self.by_name[self.a.keys[j]] = m.best

    def _only_name(self, j: int) -> bool:
        """Whether a word is no other word of the tables."""
        word = self.a.words[j]
        plain = self.a.tables.plain
        return word.families <= {"pname", "person"} and not any(r.core in plain for r in word.readings)

    def _last_only(self, m: Mention) -> bool:
        """Whether a person of the registry is named by a surname alone."""
        sizes = (m.name_end - m.name_first + 1,)
        found = self.a.matches(m.name_first)
        return any(x.ref.family == "person" and x.ref.tag == "last" and x.size in sizes for x in found)

    def _same(self, m: Mention, known: Mention) -> bool:
        """Whether two names of several words share more than the last."""
        mine = {self.a.keys[j] for j in range(m.name_first, m.name_end)}
        return known.name_first < 0 or any(self.a.keys[j] in mine for j in range(known.name_first, known.name_end))

    def _rivals(self, m: Mention, known: Mention) -> bool:
        """Whether a surname means the one named in full before and not the registry's holder of it.

        It does when both have one rank, or when they are of different countries and the holder was not named himself;
        relatives of one country (ماهر الأسد before الأسد) leave it the holder's.
        """
        if m.id in self.full or (m.stated and known.country and m.stated != known.country):
            return False
        if m.kind == "office" and known.kind == "office" and self.a.keys[m.first] == self.a.keys[known.first]:
            return True
        holder = self.a.tables.names[m.index].country
        return known.country != holder and (known.country is not None or holder not in self.countries)

    def _join_other(self, m: Mention, known: Mention) -> None:
        """Make a mention the one of the person named in full, with what was said of him."""
        office = m.kind == "office"
        m.id, m.index, m.refers = known.id, known.index, known.best
        m.country = m.stated or known.country
        m.sector = m.sector if office and m.sector else known.sector

    def surnames(self, sentence: Sentence, found: list[Mention]) -> None:
        """Words of a name met before stand for its bearer."""
        if not self.by_name:
            return
        covered = {i for m in found for i in range(m.first, m.last + 1)}
        added = False
        for i in range(sentence.start, sentence.end):
            if i in covered:
                continue
            word = self.a.words[i]
            known = self.by_name.get(word.key)
            conjunction = preposition = ""
            if known is None and len(word.key) > 4 and not word.hits:
                known = self.by_name.get(word.key[1:]) if word.key[0] in "ولب" else None
                conjunction = "و" if known and word.key[0] == "و" else ""
                preposition = word.key[0] if known and word.key[0] in "لب" else ""
            if known is None or any(h.ref.family in ("func", "event", "report") for h in word.hits):
                continue
            found.append(
                Mention(
                    i, i, "name", known.country, known.sector, word.key, known.id, known.index, "surname",
                    name_first=i, refers=known, conjunction=conjunction, preposition=preposition,
                )
            )  # fmt: skip
            added = True
        if added:
            found.sort(key=lambda m: m.first)
