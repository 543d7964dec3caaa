"""What follows a head and belongs to its mention: adjectives, genitives, names, phrases with a preposition."""

from __future__ import annotations

from marsad.find.analysis import Match
from marsad.find.doubtful_heads import is_said
from marsad.find.mentions import Mention
from marsad.find.phrase_names import PhraseNames
from marsad.lexicon.schema import NamedRow
from marsad.text.words import Word

_OPEN = {'"': '"', "«": "»", "“": "”", "”": "”", "'": "'"}
DOCUMENTS = frozenset({"body.statement", "body.report"})
PEOPLE = frozenset({"CVL", "REF", "JRN", "MED"})
OFFICIAL = frozenset({None, "", "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "UNK"})
TURNS = frozenset({"OPP", "REB", "UAF", "MIL", "CRM", "ELI"})  # adjectives that make civilians others
SITES = frozenset({"BUS", "CVL", "MED", "EDU"})  # of bodies that people only happen to be in
SOVEREIGN = frozenset({"body.regime", "body.government", "body.army", "body.state", "body.forces"})  # nobody's part
PP_OPENERS: frozenset[str] = frozenset({"باسم", "في", "من", "لدي"})
_DESCRIBING = frozenset({"content", "pname", "modifier", "portfolio"})
STATE_BODIES: frozenset[str] = frozenset(
    {"body.foreign_ministry", "body.interior_ministry", "body.defence_ministry", "body.presidency", "body.army",
     "body.forces"}
)  # fmt: skip
AFFAIRS: frozenset[str] = frozenset({"للشوون", "لشوون", "للشان"})


class ComplementReader(PhraseNames):
    """Takes in what follows a head, word by word, until the phrase ends."""

    limit: int

    def _noun(self, i: int, match: Match) -> Mention:
        raise NotImplementedError

    def _complements(self, mention: Mention, owned: bool) -> bool:
        """Take in what follows the head; True when something names the actor."""
        named = False
        steps = 0
        while mention.last + 1 < self.limit and steps < 12:
            steps += 1
            taken = self._complement(mention, owned)
            if taken is None:
                break
            named = named or taken
        return named

    def _complement(self, m: Mention, owned: bool) -> bool | None:
        """Take one complement; True if it names, False if it only describes, None at the end of the phrase."""
        j = m.last + 1
        word = self.a.words[j]
        if word.kind == "mark":
            return self._quoted_or_apposed(m, j)
        if word.kind == "number" or (m.name_first >= 0 and m.kind in ("office", "person")):
            return None
        if word.best.conjunction and word.hits:
            return self._joined_adjective(m, j)
        if self._joined_portfolio(m, j):
            return False
        if self.a.keys[j] in PP_OPENERS:
            return self._preposition(m, j)
        for match in sorted(self.a.matches(j), key=lambda x: (-x.size, *self._rank(m, x))):
            taken = self._take(m, j, match, owned)
            if taken is not None:
                return taken
        return self._describe(m, j, word)

    def _rank(self, m: Mention, x: Match) -> tuple[bool, bool]:
        """Organisations first (طالبان is no dual), and الخارجية المالية, which can only be that of a state."""
        state = x.ref.family == "nisba" and x.reading.article and m.rule in STATE_BODIES
        return not state, x.ref.family != "org"

    def _take(self, m: Mention, j: int, match: Match, owned: bool) -> bool | None:
        family = match.ref.family
        last = j + match.size - 1
        free = not match.reading.preposition and not match.reading.conjunction
        if family in ("nisba", "modifier") and not self._agrees(m, match, last):
            return None
        if family == "nisba" and free:
            self._mark_nation(m, self.a.tables.names[match.ref.entry])
            m.last = last
            m.closed = True
            return True
        if family == "people" and free and m.plural and self._agrees(m, match, last):
            self._mark_nation(m, self.a.tables.names[match.ref.entry])  # ضباط روس, الضباط الروس
            m.last = last
            m.closed = True
            return True
        if family == "modifier" and free:
            self._modify(m, match.ref.entry)
            m.last = last
            if last + 1 < self.limit and self.a.words[last + 1].best.preposition == "ل":
                self._attached(m, last + 1)
            return False
        if family == "portfolio" and free and m.kind in ("office", "body") and not self._apart(m, last):
            sector = self.a.tables.portfolios[match.ref.entry].sector
            if m.sector in (None, "GOV"):  # a lawyer of the defence stays a lawyer
                m.sector = sector or m.sector
            m.defined = m.defined or match.reading.article or self.a.keys[last].startswith("ال")
            m.last = last
            return True
        if owned:
            return self._genitive(m, j, match) if free and family in ("person", "pname") else None
        if match.reading.preposition == "ل":
            return self._dative(m, j)
        if match.reading.preposition == "ب" and family in ("noun", "org") and not match.reading.conjunction:
            return self._employer(m, j, match)
        if not free:
            return None
        if family in ("noun", "org", "country", "capital", "place", "person", "pname", "people"):
            return self._genitive(m, j, match)
        return None

    def _apart(self, m: Mention, last: int) -> bool:
        """النواب العمل: behind a definite head nothing but an adjective belongs to it."""
        return m.kind == "office" and m.definite and m.last == m.head_last and not self.a.keys[last].endswith("يه")

    def _mark_nation(self, m: Mention, row: NamedRow) -> None:
        """The country and sector of a nisba behind a head: a stated country overrules an assumed one."""
        if row.country and (m.country is None or m.assumed):
            m.country, m.assumed = row.country, False
        elif not row.country and m.country is None and row.sector in ("", "GOV"):
            m.foreign = True  # القوى الغربية: no country, and not that of the scene either
        if m.rule == "group.snipers" and row.kind == "country":
            m.sector = "MIL"
        elif row.sector == "REL" and m.sector == "UAF":
            m.sector = "REB"  # مسلحون إسلاميون
        elif row.sector and row.kind == "people" and (m.sector is None or row.sector not in ("REL", "GOV")):
            m.sector = row.sector

    def _agrees(self, m: Mention, match: Match, last: int) -> bool:
        """An adjective is definite iff its phrase is, plural only with people, feminine only behind a feminine."""
        reading = match.reading
        nominative = m.last == m.first and self.a.keys[last].endswith("ا") and self.a.keys[m.last].endswith("ون")
        if nominative and not reading.article:
            return False  # قتل متظاهرون شرطيا: the object
        if self.a.keys[m.head_last].endswith("ون") and self.a.keys[last].endswith("ين"):
            return False  # قتل مسلحون شرطيين
        article = reading.article or self.a.keys[last].startswith(("ال", "بال"))
        if article != m.defined:
            return False
        tag = match.ref.tag
        if tag in ("pl", "du") and not (m.plural and m.kind in ("office", "group", "person", "people")):
            return tag == "du" and self.a.words[m.last].key.endswith(("ين", "ان"))
        feminine = reading.core.endswith("ه")
        man = m.kind in ("office", "person") and not m.plural and not m.head.endswith("ه")
        return not (feminine and man and not self.a.keys[m.last].endswith(("ه", "ات")))

    def _constructs(self, m: Mention, j: int) -> bool:
        """Whether the last word can govern a genitive: no nun or accusative alef, and the next is no accusative."""
        if m.last == m.first and m.kind in ("group", "person", "office"):
            key = self.a.keys[m.last]
            if len(key) > 4 and key.endswith(("ون", "ين", "ان")) and m.plural:
                return False
            if key.endswith("ا") and len(key) > 3 and not m.definite:
                return False
        follower = self.a.words[j]
        accusative = follower.key.endswith("ا") and len(follower.key) > 3 and not follower.best.article
        return not (accusative and any(h.ref.family == "noun" for h in follower.hits))

    def _genitive(self, m: Mention, j: int, match: Match) -> bool | None:
        family = match.ref.family
        if match.size == 1 and not self._believed(j, match, self.a.words[j]):
            return None
        if family == "pname" and self.a.keys[j].startswith("ال") and self.a.keys[j].endswith("يه"):
            return None  # نقابة المحامين التونسية: a nisba, though a surname too
        if family in ("person", "pname"):
            one = m.kind == "group" and m.definite and not m.plural and family == "pname"  # المواطن سليمان
            if not (m.kind in ("office", "person") or one) or m.name_first >= 0:
                return None
            known = family == "person" and not self._other_officer(m, match)
            inner = self._named(j, match) if known else self._name(j, match, titled=True)
            if inner is None:
                return None
            self._join_name(m, inner)
            return True
        behalf = self.a.keys[m.last] == "باسم"
        if m.name_first >= 0 or m.closed or (m.definite and m.kind != "office" and family != "people"):
            return None
        if m.definite and family in ("noun", "org", "country", "capital", "place") and not behalf:
            return None
        if not behalf and not self._constructs(m, j):
            return None
        inner = self._noun(j, match) if family == "noun" else self._named(j, match)
        if family in ("place", "org") and m.kind == "body" and match.size == 1 and inner.country not in self.near:
            inner.country = None  # مدرسة المنار: named after a place, or like one, that the article is not about
        if inner.definite and family == "noun" and inner.kind == "person" and m.kind == "office":
            return None
        self._absorb(m, inner)
        if m.rule == "body.state" and inner.kind == "country":
            m.kind, m.id, m.index = "country", inner.id, inner.index  # دولة تشاد
        return True

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

    def _modify(self, m: Mention, index: int) -> None:
        modifier = self.a.tables.modifiers[index]
        if modifier.applies_to and m.kind not in modifier.applies_to:
            return
        if modifier.effect == "former" and m.sector in OFFICIAL:  # a former editor is one
            m.sector = "ELI"
        elif modifier.effect == "foreign":
            m.foreign = m.country is None
        elif modifier.effect == "sector" and modifier.sector:
            if m.kind == "group" and m.sector in PEOPLE and modifier.sector not in TURNS:
                return  # left-wing demonstrators and student victims stay what they are
            fighters = modifier.sector == "OPP" and (m.sector in ("REB", "UAF") or m.rule == "body.forces")
            m.sector = "REB" if fighters else modifier.sector

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

    def _preposition(self, m: Mention, j: int) -> bool | None:
        """An office "in", "of", "on behalf of", "for the affairs of"; a body or group "in" a place."""
        key = self.a.keys[j]
        if j + 1 >= self.limit or m.name_first >= 0:
            return None
        if key != "باسم" and m.kind == "person":
            return None
        if key == "من" and m.definite and m.kind in ("body", "office"):
            return None  # طلبت الحكومة من النقابات …
        if self.a.words[j + 1].surface in _OPEN and j + 2 < self.limit:
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
            if inner.rule in DOCUMENTS:  # قالت الوزارة في بيان
                return None
            if key == "في" and m.sector is not None and inner.sector in SITES:
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
        if self.a.keys[j] in AFFAIRS and j + 1 < self.limit:
            m.last = j + 1
            return False
        return None

    def _joined_portfolio(self, m: Mention, j: int) -> bool:
        """وزير الأوقاف والشؤون الدينية: a second portfolio of several words."""
        for match in self.a.multi(j):
            if match.ref.family == "portfolio" and match.reading.conjunction and m.kind in ("office", "body"):
                m.last = j + match.size - 1
                return True
        return False

    def _joined_adjective(self, m: Mention, j: int) -> bool | None:
        """السياسية والأمنية: a second adjective or portfolio of the same head."""
        for hit in self.a.words[j].hits:
            if hit.ref.family in ("portfolio", "modifier") and hit.reading.article and m.kind in ("office", "body"):
                m.last = j
                return False
        return None

    def _describe(self, m: Mention, j: int, word: Word) -> bool | None:
        """An unknown word: a proper name after an office, or one definite adjective."""
        if word.kind == "latin":
            return None
        if self.a.multi(j):
            return None
        if m.name_first < 0 and self._son_of(m, j):
            return True
        unknown = not word.hits and len(word.key) > 2 and not self._plain(j)
        if m.kind in ("office", "person") and m.name_first < 0 and unknown:
            reading = word.best
            accusative = word.key.endswith("ا") and not m.closed and not m.definite
            owned = len(word.key) > 4 and word.key.endswith(("ها", "هم"))  # تصرفها "her conduct"
            if owned:
                return None
            if not reading.article and not reading.conjunction and not accusative:
                last = self._name_end(j, titled=True)
                m.name_first, m.last = j, last
                return True
        if m.kind in ("body", "group") and m.last == m.first and not m.defined and not m.plural:
            return self._named_for(m, j)
        chief = m.defined and m.last == m.head_last > m.first and word.key not in self.a.tables.cues["hour"]
        if (m.definite or chief) and word.best.article and not word.best.preposition and not word.best.conjunction:
            if any(h.ref.family not in _DESCRIBING and not (chief and h.ref.tag == "ap") for h in word.hits):
                return None
            sound = self.a.keys[m.last].endswith(("ون", "ين")) and m.plural
            if sound and not word.key.endswith(("ون", "ين")):
                return None  # أغلق المتظاهرون الطريق: no adjective of theirs
            woman = m.head.endswith(("ه", "ات")) or self.a.keys[m.last].endswith(("ه", "ات"))
            if word.key.endswith("ه") != woman and not m.plural:
                return None
            m.last = j
            return False
        return None

    def _quoted_or_apposed(self, m: Mention, j: int) -> bool | None:
        mark = self.a.words[j].surface
        if mark in _OPEN and m.kind in ("body", "group", "office") and m.name_first < 0:
            return self._quoted(m, j)
        if mark in "،," and m.kind in ("office", "person") and m.name_first < 0 and j + 1 < self.limit:
            match = self._head(j + 1)
            if match is None:
                return self._foreign_name(m, j + 1)
            if match.ref.family not in ("person", "pname"):
                return None
            inner_name = self._named(j + 1, match) if match.ref.family == "person" else self._name(j + 1, match)
            if inner_name is None or inner_name.conjunction or inner_name.preposition:
                return None
            self._join_name(m, inner_name)
            return True
        return None

    def _quoted(self, m: Mention, j: int) -> bool | None:
        """A name in quotation marks: صحيفة "صباح" التركية; of an office only a body or person: أدان الرئيس "الهجوم"."""
        if self.a.tokens[j - 1].end == self.a.tokens[j].start:
            return None  # it closes: غضب "الشعوب"، وفق قناة "…"
        for k in range(j + 2, min(j + 7, self.limit)):
            if self.a.words[k].surface == _OPEN[self.a.words[j].surface]:
                inner = self._head(j + 1)
                family = inner.ref.family if inner is not None else ""
                if family != "org" and is_said(self.a, j + 1, m.definite or m.last > m.head_last):
                    return None
                if m.kind == "office" and family not in ("org", "person") and self.a.keys[j - 1] != "باسم":
                    return None
                if inner is not None and (family == "org" or (family == "person" and m.kind == "office")):
                    self._absorb(m, self._named(j + 1, inner))
                m.last, m.defined = k, True
                return True
        return None
