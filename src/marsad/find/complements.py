"""What follows a head and belongs to its mention: adjectives, genitives, names, phrases with a preposition."""

from __future__ import annotations

from marsad.find.analysis import Match
from marsad.find.doubtful_heads import is_said
from marsad.find.mentions import Mention
from marsad.find.owners import OPEN, OwnerReader
from marsad.lexicon.schema import NamedRow
from marsad.text.words import Word

PEOPLE = frozenset({"CVL", "REF", "JRN", "MED"})
OFFICIAL = frozenset({None, "", "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "UNK"})
TURNS = frozenset({"OPP", "REB", "UAF", "MIL", "CRM", "ELI"})  # adjectives that make civilians others
_NAMED_KINDS = frozenset({"country", "capital", "org", "place", "name", "person"})
_DESCRIBING = frozenset({"content", "pname", "modifier", "portfolio"})
STATE_BODIES: frozenset[str] = frozenset(
    {"body.foreign_ministry", "body.interior_ministry", "body.defence_ministry", "body.presidency", "body.army",
     "body.forces"}
)  # fmt: skip


def _owned(m: Mention) -> bool:
    """Whether a genitive or an owner ended a phrase: دعا وفد الاتحاد الأوروبي + the object."""
    inner = m.inner
    return inner is not None and inner.last == m.last and (m.defined or inner.defined or inner.kind in _NAMED_KINDS)


class ComplementReader(OwnerReader):
    """Takes in what follows a head, word by word, until the phrase ends."""

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
        if self.a.keys[j] in self.a.tables.cues["complement"]:
            whole = next((x for x in self.a.multi(j) if x.ref.family == "modifier"), None)  # في المنفى
            return self._take(m, j, whole, owned) if whole is not None else self._preposition(m, j)
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
        if family == "portfolio" and free and m.kind in ("office", "body") and not self._apart(m):
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

    def _apart(self, m: Mention) -> bool:
        """النواب العمل: behind a definite head nothing but an adjective belongs to it."""
        adjective = self.a.keys[m.last + 1].endswith("يه")
        return m.kind == "office" and m.definite and m.last == m.head_last and not adjective

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
        if not behalf and ((_owned(m) and self._acts(match)) or not self._constructs(m, j)):
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

    def _acts(self, match: Match) -> bool:
        """Whether a word names a state or a body: no participle that describes (خطيبة الصحفي المفقود), no holder."""
        if match.ref.family == "noun":
            return self.a.tables.nouns[match.ref.entry].kind == "body"
        return match.ref.family in ("org", "country", "capital")

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

    def _joined_portfolio(self, m: Mention, j: int) -> bool:
        """وزير الأوقاف والشؤون الدينية: a second portfolio of several words."""
        for match in self.a.multi(j):
            if match.ref.family == "portfolio" and match.reading.conjunction and m.kind in ("office", "body"):
                m.last = j + match.size - 1
                return True
        return False

    def _joined_adjective(self, m: Mention, j: int) -> bool | None:
        """السياسية والأمنية, وزيري العدل والداخلية: a second adjective or portfolio of the same head."""
        hits = self.a.words[j].hits
        if m.kind == "office" and m.last > m.head_last and m.name_first < 0 and m.defined:
            posts = [h for h in hits if h.ref.family == "portfolio"]
            alone = any(h.ref.family == "noun" for h in hits)  # والداخلية: of a second minister, or the ministry
            if posts and (m.plural or not alone):
                m.last = j
                return False
        for hit in hits:
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
        somebody = self.a.keys[j] in self.a.tables.cues["everybody"]  # دعا المبعوث الأممي الجميع إلى
        if somebody or word.best.preposition or word.best.conjunction or not word.best.article:
            return None
        if m.definite or chief:
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
        if mark in OPEN and m.kind in ("body", "group", "office") and m.name_first < 0:
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
            if self.a.words[k].surface == OPEN[self.a.words[j].surface]:
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
