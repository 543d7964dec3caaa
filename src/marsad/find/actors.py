"""Actor mentions: heads, what follows them, and the country and sector that result."""

from __future__ import annotations

from marsad.find.analysis import Analysis, Match, Sentence
from marsad.find.mentions import Mention
from marsad.find.registry import Registry
from marsad.text.words import Word

_ORDER = {
    family: n
    for n, family in enumerate(
        ("org", "person", "country", "capital", "people", "noun", "nisba", "place", "pname")
    )
}
_VERBAL = frozenset({"pf", "im", "js", "pv"})
_OPEN = {'"': '"', "«": "»", "“": "”", "”": "”", "'": "'"}
_NAME_PARTICLES = frozenset(
    {"بن", "ابن", "ابو", "ام", "ال", "عبد", "ولد", "بنت", "فان", "دي", "دو", "لو", "لا", "فون"}
)
_MAX_NAME = 6


class ActorReader:
    """Finds the mentions of one sentence, left to right, never overlapping except nisbas inside phrases."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.a = analysis
        self.registry = registry
        self.limit = 0
        self.near = _countries_named(analysis)

    def read(self, sentence: Sentence) -> list[Mention]:
        """All mentions of the sentence, in order."""
        self.limit = sentence.end
        found: list[Mention] = []
        i = sentence.start
        while i < sentence.end:
            mention = self._mention_at(i, sentence.start)
            if mention is None:
                i += 1
                continue
            self._extend_left(mention, sentence.start, found)
            found.append(mention)
            i = mention.last + 1
        return found

    def _mention_at(self, i: int, first: int) -> Mention | None:
        match = self._head(i)
        if match is None:
            return self._after_speech(i, first)
        family = match.ref.family
        if (
            family == "place"
            and self._reported(i)
            and any(h.ref.family == "pname" for h in self.a.words[i].hits)
        ):
            return self._name(
                i, Match(1, match.ref, match.reading)
            )  # أفاد صلاح الدين …: a man, not the province
        if family == "noun":
            return self._noun(i, match)
        if family == "nisba":
            return self._nisba(i, match, first)
        if family == "pname":
            return self._name(i, match)
        return self._named(i, match)

    def _reported(self, i: int) -> bool:
        """Whether a report verb, or the عن of a relayed report, stands right before token i."""
        if i == 0:
            return False
        hits = self.a.words[i - 1].hits
        return any(h.ref.family == "report" and h.ref.tag[:2] in ("pf", "im") for h in hits)

    def _after_speech(self, i: int, first: int) -> Mention | None:
        """An unknown word right behind a report verb is a name: قال بيسكوف."""
        word = self.a.words[i]
        if i <= first or word.kind != "word" or len(word.key) < 3 or word.best.article:
            return None
        if word.key.endswith(("ها", "هم", "نا")) or word.key[0] == "و":  # حينها "then"
            return None
        if any(hit.ref.family not in ("pname", "content") for hit in word.hits):
            return None
        if not self._reported(i):
            return None
        last = self._name_end(i, titled=True)
        return Mention(i, last, "name", None, None, self.a.keys[last], rule="after-speech", name_first=i)

    # Heads

    def _head(self, i: int) -> Match | None:
        word = self.a.words[i]
        if word.kind not in ("word", "latin"):
            return None
        best: Match | None = None
        for match in self.a.matches(i):
            order = _ORDER.get(match.ref.family)
            if order is None:
                continue
            if match.size == 1 and not self._believed(i, match, word):
                continue
            if best is None or (-match.size, order) < (-best.size, _ORDER[best.ref.family]):
                best = match
        return best

    def _believed(self, i: int, match: Match, word: Word) -> bool:
        """A single word is a head unless it is more likely a function word, a verb or an everyday noun."""
        family = match.ref.family
        heads = [hit.ref for hit in word.hits]
        if family == "org" and any(ref.tag[:2] in _VERBAL for ref in heads) and not match.reading.article:
            return False  # أفاد "told" and the agency AFAD, فتح "opened" and the movement
        if family in ("place", "pname", "people") or match.ref.tag == "last":
            if any(ref.family == "func" for ref in heads):
                return False
            if any(ref.tag[:2] in _VERBAL for ref in heads) and family in ("place", "pname"):
                return False
        if family == "noun" and any(ref.family == "func" for ref in heads):
            return match.reading.article  # أمام "before" is spelled like إمام "imam"
        if family == "place":
            if any(ref.family in ("event", "content", "report", "light", "verb") for ref in heads):
                return self._locative(i) and not self.a.tables.ambiguous.get(match.reading.core)
            if match.reading.pronoun or len(match.reading.core) < 3 or word.best.preposition == "ك":
                return False
            row = self.a.tables.places[match.ref.entry]
            minor = not row.authored and row.population < KNOWN_TOWN
            if minor or any(ref.family in ("pname", "noun") for ref in heads):
                return self._locative(i)
            ambiguous = self.a.tables.ambiguous
            if ambiguous.get(match.reading.core) or ambiguous.get(match.reading.full):
                return self._locative(i)
        if family == "pname":
            return not match.reading.pronoun and not match.reading.preposition
        if family == "noun" and any(ref.tag[:2] in ("pf", "im") for ref in heads):
            return match.reading.article or bool(match.reading.pronoun)
        if family == "noun" and match.ref.tag == "sg":
            return not self._describes(i, match, word)
        return True

    def _describes(self, i: int, match: Match, word: Word) -> bool:
        """The same word as adjective (مجمعا عسكريا) or as participle that opens a clause (مشيرا إلى)."""
        heads = {hit.ref.family for hit in word.hits}
        if word.key.endswith("ا") and any(h.ref.tag == "ap" for h in word.hits):
            return True
        if "modifier" not in heads and "nisba" not in heads:
            return False
        if i == 0 or self.a.words[i - 1].kind != "word":
            return False
        before = self.a.words[i - 1]
        if any(h.ref.family == "func" or h.ref.tag[:2] in _VERBAL for h in before.hits):
            return False
        return before.best.article == match.reading.article

    def _locative(self, i: int) -> bool:
        if i == 0:
            return False
        key = self.a.keys[i - 1]
        known = self.a.tables.locatives
        return key in known or key.removeprefix("ب") in known or self.a.words[i].best.preposition == "ب"

    def _settle_place(self, i: int, match: Match) -> Match:
        """Of the places of one name, the first that lies in a country the article names; else the first."""
        places = self.a.tables.places
        rivals = [m for m in self.a.matches(i) if m.ref.family == "place" and m.size == match.size]
        for rival in rivals:
            if places[rival.ref.entry].country in self.near:
                return rival
        return match

    # Common nouns: office, body, group, person

    def _noun(self, i: int, match: Match) -> Mention:
        entry = self.a.tables.nouns[match.ref.entry]
        mention = Mention(
            i,
            i + match.size - 1,
            entry.kind,
            entry.country or None,
            entry.sector or None,
            match.reading.core if match.size == 1 else self.a.keys[i],
            rule=entry.id,
            definite=match.reading.article,
            preposition=match.reading.preposition,
            conjunction=match.reading.conjunction,
            plural=match.ref.tag in ("pl", "du"),
            defined=match.reading.article or any(k.startswith("ال") for k in self.a.keys[i : i + match.size]),
        )
        named = self._complements(mention, bool(match.reading.pronoun))
        mention.bare = not named and mention.country is None and mention.id is None
        return mention

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
        if self.a.keys[j] in PP_OPENERS:
            return self._preposition(m, j)
        for match in self.a.matches(j):
            taken = self._take(m, j, match, owned)
            if taken is not None:
                return taken
        return self._describe(m, j, word)

    def _take(self, m: Mention, j: int, match: Match, owned: bool) -> bool | None:
        family = match.ref.family
        last = j + match.size - 1
        free = not match.reading.preposition and not match.reading.conjunction
        if family in ("nisba", "modifier") and not self._agrees(m, match, last):
            return None
        if family == "nisba" and free:
            row = self.a.tables.names[match.ref.entry]
            if m.country is None or m.country == row.country:
                m.country = row.country or m.country
            if row.sector and row.kind == "people":
                m.sector = row.sector
            m.last = last
            m.closed = True
            return True
        if family == "modifier" and free:
            self._modify(m, match.ref.entry)
            m.last = last
            if last + 1 < self.limit and self.a.words[last + 1].best.preposition == "ل":
                self._attached(m, last + 1)
            return False
        if family == "portfolio" and free and m.kind in ("office", "body"):
            sector = self.a.tables.portfolios[match.ref.entry].sector
            m.sector = sector or m.sector
            m.last = last
            return True
        if owned:
            return None
        if match.reading.preposition == "ل":
            return self._dative(m, j)
        if not free:
            return None
        if family in ("noun", "org", "country", "capital", "place", "person", "pname", "people"):
            return self._genitive(m, j, match)
        return None

    def _agrees(self, m: Mention, match: Match, last: int) -> bool:
        """An adjective is definite iff its phrase is, plural only with people, feminine only behind a feminine."""
        reading = match.reading
        article = reading.article or self.a.keys[last].startswith("ال")
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
        if family in ("person", "pname"):
            if m.kind not in ("office", "person") or m.name_first >= 0:
                return None
            inner = self._named(j, match) if family == "person" else self._name(j, match, titled=True)
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
        if inner.definite and family == "noun" and inner.kind == "person" and m.kind == "office":
            return None
        self._absorb(m, inner)
        return True

    def _absorb(self, m: Mention, inner: Mention) -> None:
        """An office or group takes the sector of the body it belongs to; the country comes from within."""
        m.last = inner.last
        if m.country is None:
            m.country = inner.country
        specific = inner.kind in ("org", "body", "group", "people") and inner.sector
        if specific and (m.kind in ("office", "group") or (m.kind == "person" and m.sector in (None, "UNK"))):
            m.sector = inner.sector
        if inner.id and inner.kind == "org" and m.kind in ("group", "body"):
            m.id, m.index = inner.id, inner.index
        m.places += inner.places
        m.defined = m.defined or inner.defined or inner.kind in ("country", "capital", "org", "place", "name")
        if inner.name_first >= 0 and m.name_first < 0 and inner.kind in ("office", "person", "name"):
            m.name_first = inner.name_first

    def _join_name(self, m: Mention, inner: Mention) -> None:
        m.last = inner.last
        m.name_first = inner.name_first if inner.name_first >= 0 else inner.first
        if inner.id:
            m.id, m.index = inner.id, inner.index
            if m.country is None or m.sector is None:
                m.country = m.country or inner.country
                m.sector = m.sector or inner.sector

    def _modify(self, m: Mention, index: int) -> None:
        modifier = self.a.tables.modifiers[index]
        if modifier.applies_to and m.kind not in modifier.applies_to:
            return
        if modifier.effect == "former":
            m.sector = "ELI"
        elif modifier.effect == "sector" and modifier.sector:
            m.sector = modifier.sector

    def _attached(self, m: Mention, j: int) -> None:
        """What follows "belonging to", "loyal to": ل + a named actor."""
        for match in self.a.matches(j):
            if match.ref.family in ("org", "country", "person", "noun", "people"):
                inner = self._noun(j, match) if match.ref.family == "noun" else self._named(j, match)
                m.last = inner.last
                m.country = m.country or inner.country
                return

    def _preposition(self, m: Mention, j: int) -> bool | None:
        """An office "in", "of", "on behalf of", "for the affairs of"; a body or group "in" a place."""
        key = self.a.keys[j]
        if j + 1 >= self.limit or m.name_first >= 0:
            return None
        if key != "باسم" and m.kind == "person":
            return None
        for inner_match in self.a.matches(j + 1):
            family = inner_match.ref.family
            if family not in ("noun", "org", "country", "capital", "place"):
                continue
            if key == "من" and family not in ("noun", "org"):
                return None
            if inner_match.size == 1 and not self._believed(j + 1, inner_match, self.a.words[j + 1]):
                continue
            inner = self._noun(j + 1, inner_match) if family == "noun" else self._named(j + 1, inner_match)
            if key == "في" and inner.kind not in ("org", "body", "country", "capital", "place"):
                return None
            if inner.rule in DOCUMENTS:  # قالت الوزارة في بيان
                return None
            if inner.kind in ("person", "office") and key != "باسم":
                return None
            self._absorb(m, inner)
            return True
        return None

    def _dative(self, m: Mention, j: int) -> bool | None:
        """القائد العام للقوات المسلحة، الأمين العام للأمم المتحدة: only after a definite or named office."""
        if m.kind not in ("office", "body") or m.name_first >= 0:
            return None
        for match in self.a.matches(j):
            family = match.ref.family
            if family not in ("org", "noun") or match.reading.preposition != "ل":
                continue
            inner = self._noun(j, match) if family == "noun" else self._named(j, match)
            if inner.kind in ("person", "office"):
                return None
            self._absorb(m, inner)
            return True
        if self.a.keys[j] in AFFAIRS and j + 1 < self.limit:
            m.last = j + 1
            return False
        return None

    def _joined_adjective(self, m: Mention, j: int) -> bool | None:
        """السياسية والأمنية: a second adjective or portfolio of the same head."""
        for hit in self.a.words[j].hits:
            if (
                hit.ref.family in ("portfolio", "modifier")
                and hit.reading.article
                and m.kind in ("office", "body")
            ):
                m.last = j
                return False
        return None

    def _describe(self, m: Mention, j: int, word: Word) -> bool | None:
        """An unknown word: a proper name after an office, or one definite adjective."""
        if word.kind == "latin":
            return None
        if self.a.multi(j):
            return None
        if m.kind in ("office", "person") and m.name_first < 0 and not word.hits and len(word.key) > 2:
            reading = word.best
            accusative = word.key.endswith("ا") and not m.closed and not m.definite
            if not reading.article and not reading.conjunction and not accusative:
                last = self._name_end(j, titled=True)
                m.name_first, m.last = j, last
                return True
        if m.definite and word.best.article and not word.best.preposition and not word.best.conjunction:
            if any(h.ref.family not in ("content", "pname", "modifier", "portfolio") for h in word.hits):
                return None
            woman = m.head.endswith(("ه", "ات")) or self.a.keys[m.last].endswith(("ه", "ات"))
            if word.key.endswith("ه") != woman and not m.plural:
                return None
            m.last = j
            return False
        return None

    def _quoted_or_apposed(self, m: Mention, j: int) -> bool | None:
        mark = self.a.words[j].surface
        if mark in _OPEN and m.kind in ("body", "group", "office"):
            for k in range(j + 2, min(j + 7, self.limit)):
                if self.a.words[k].surface == _OPEN[mark]:
                    inner = self._head(j + 1)
                    if inner is not None and inner.ref.family == "org":
                        self._absorb(m, self._named(j + 1, inner))
                    m.last = k
                    return True
            return None
        if mark in "،," and m.kind == "office" and m.name_first < 0 and j + 1 < self.limit:
            match = self._head(j + 1)
            if match is None:
                return self._foreign_name(m, j + 1)
            if match.ref.family not in ("person", "pname"):
                return None
            inner_name = (
                self._named(j + 1, match) if match.ref.family == "person" else self._name(j + 1, match)
            )
            if inner_name is None or inner_name.conjunction or inner_name.preposition:
                return None
            self._join_name(m, inner_name)
            return True
        return None

    def _foreign_name(self, m: Mention, j: int) -> bool | None:
        """Unknown words between two commas behind an office are its holder's name."""
        word = self.a.words[j]
        if (
            word.kind != "word"
            or word.hits
            or word.best.article
            or word.best.conjunction
            or len(word.key) < 3
        ):
            return None
        last = self._name_end(j, titled=True)
        if last + 1 >= self.limit or self.a.words[last + 1].surface not in "،,:":
            return None
        m.name_first, m.last = j, last
        return True

    # Proper names

    def _named(self, i: int, match: Match) -> Mention:
        family = match.ref.family
        last = i + match.size - 1
        reading = match.reading
        if family == "place":
            match = self._settle_place(i, match)
            row = self.registry.place(match)
            return Mention(
                i, last, "place", row.country or None, None, reading.core, row.id, match.ref.entry,
                "place", preposition=reading.preposition, conjunction=reading.conjunction,
                places=[match.ref.entry], name_first=i,
            )  # fmt: skip
        identity = self.registry.identity(match.ref.entry)
        kind = {"org": "org", "people": "people"}.get(family, family)
        sector = "CVL" if family == "people" and identity.kind == "country" else identity.sector
        mention = Mention(
            i, last, kind, identity.country or None, sector or None, reading.core,
            identity.id, match.ref.entry, f"{family}:{identity.id}", preposition=reading.preposition,
            conjunction=reading.conjunction, name_first=i, plural=family == "people",
        )  # fmt: skip
        if family == "org":
            self._org_tail(mention)
        return mention

    def _org_tail(self, m: Mention) -> None:
        """A nisba or a quoted word may close an organisation's name: وكالة فارس الإيرانية."""
        j = m.last + 1
        if j < self.limit:
            for match in self.a.matches(j):
                if (
                    match.ref.family == "nisba"
                    and not match.reading.conjunction
                    and not match.reading.preposition
                ):
                    if match.ref.tag == "pl":
                        continue
                    row = self.a.tables.names[match.ref.entry]
                    if m.country in (None, "", row.country):
                        m.country = row.country
                        m.last = j + match.size - 1
                    return

    def _nisba(self, i: int, match: Match, first: int) -> Mention | None:
        row = self.a.tables.names[match.ref.entry]
        reading = match.reading
        counted = i > first and self.a.words[i - 1].kind == "number"
        people = match.ref.tag == "pl" or (match.ref.tag == "du" and reading.article) or counted
        return Mention(
            i, i + match.size - 1, "people" if people else "adjective", row.country or None,
            (row.sector if row.kind == "people" or not people else "CVL") or None,
            reading.core, row.id, match.ref.entry, f"nisba:{row.id}",
            definite=reading.article, preposition=reading.preposition, conjunction=reading.conjunction,
            plural=people,
        )  # fmt: skip

    def _name(self, i: int, match: Match, titled: bool = False) -> Mention | None:
        last = self._name_end(i, titled)
        if last == i and not titled:
            return None
        return Mention(
            i, last, "name", None, None, self.a.keys[last], rule="name",
            conjunction=match.reading.conjunction, preposition=match.reading.preposition, name_first=i,
        )  # fmt: skip

    def _name_end(self, i: int, titled: bool) -> int:
        """The last token of a name that begins at i: name words, particles, and unknown words between them."""
        last = i
        for j in range(i + 1, min(i + _MAX_NAME, self.limit)):
            word = self.a.words[j]
            if word.kind != "word":
                break
            families = {hit.ref.family for hit in word.hits}
            if word.key in _NAME_PARTICLES:
                continue
            verbal = any(hit.ref.tag[:2] in _VERBAL for hit in word.hits)
            pname = "pname" in families or "person" in families
            if families and not pname:
                break
            if pname and (
                verbal or families & {"func", "noun", "event", "report", "country", "nisba", "portfolio"}
            ):
                break
            if not families and (word.best.conjunction or (not titled and word.best.article)):
                break
            if word.hits and word.hits[0].reading.conjunction:
                break
            last = j
        return last

    # What stands before the head

    def _extend_left(self, m: Mention, first: int, found: list[Mention]) -> None:
        """A number or quantity word before the head belongs to the mention: 90 شخصا، عشرات المدنيين."""
        if m.kind not in ("office", "group", "person", "people"):
            return
        floor = found[-1].last + 1 if found else first
        j = m.first - 1
        if j > floor and self.a.keys[j] == "من":
            j -= 1
            if not self._is_quantity(j):
                return
        while j >= floor and self._is_quantity(j):
            reading = self.a.words[j].best
            m.first, m.preposition, m.conjunction = j, reading.preposition, reading.conjunction
            if reading.preposition or reading.conjunction:
                break
            j -= 1

    def _is_quantity(self, j: int) -> bool:
        word = self.a.words[j]
        return word.kind == "number" or any(
            h.ref.family == "func" and h.ref.tag == "quant" for h in word.hits
        )


def _countries_named(a: Analysis) -> set[str]:
    """Codes of the countries that the article names outright, by capital, nisba or organisation."""
    families = ("country", "capital", "nisba", "org", "person")
    names = a.tables.names
    found = {
        names[hit.ref.entry].country for word in a.words for hit in word.hits if hit.ref.family in families
    }
    for i in range(len(a.words)):
        found |= {names[m.ref.entry].country for m in a.multi(i) if m.ref.family in families}
    return found - {""}


DOCUMENTS = frozenset({"body.statement", "body.report"})
KNOWN_TOWN = 100_000  # people; smaller towns of the gazetteer need a word that says they are places
PP_OPENERS: frozenset[str] = frozenset({"باسم", "في", "من", "لدي"})
AFFAIRS: frozenset[str] = frozenset({"للشوون", "لشوون", "للشان"})
