"""Actor mentions: heads, what follows them, and the country and sector that result."""

from __future__ import annotations

from marsad.find.analysis import Match, Sentence
from marsad.find.appositions import join_appositions
from marsad.find.complements import ComplementReader
from marsad.find.doubtful_heads import ends_name, is_idle
from marsad.find.mentions import Mention
from marsad.find.place_words import KNOWN_TOWN
from marsad.find.title_words import strange
from marsad.lexicon.schema import ActorNoun
from marsad.text.words import Word

_NAME_OR_CLASS = frozenset({"pname", "content"})
_ONLY_NAMES = frozenset({"pname", "person"})
_FIRM = frozenset({"func", "noun", "event", "report", "country", "nisba", "portfolio"})
_DEEPEST = 6
_WITH_W = ("وا", "وي", "ول", "وود", "وول")  # names; before other letters و is "and"
_SPEECH = 14  # words between a report verb and the name before what was said
_MAX_NAME = 6
_UNKNOWN = 2  # words of no table that follow in a name


class ActorReader(ComplementReader):
    """Finds the mentions of one sentence, left to right, never overlapping except nisbas inside phrases."""

    def read(self, sentence: Sentence) -> list[Mention]:
        """All mentions of the sentence, in order."""
        self.limit = sentence.end
        found: list[Mention] = []
        i = sentence.start
        while i < sentence.end:
            if self.a.words[i].kind == "mark":
                i += 1
                continue
            mention = self._mention_at(i, sentence.start)
            if mention is not None and mention.kind == "adjective" and found:
                self._second_nation(mention, found[-1])
            if mention is None:
                i += 1
                continue
            self._extend_left(mention, sentence.start, found)
            found.append(mention)
            i = mention.last + 1
        return join_appositions(self.a, found)

    def _mention_at(self, i: int, first: int) -> Mention | None:
        if self._surely_named(i, first):
            last = self._name_end(i, titled=True)
            return Mention(i, last, "name", None, None, self.a.keys[last], rule="titled", name_first=i)
        club = self._club(i, first)
        if club is not None and not self.a.multi(i):
            return self._named(i, club)
        syllables = self._syllables(i)
        if syllables:
            last = i + syllables - 1
            return Mention(i, last, "name", None, None, self.a.keys[last], rule="syllables", name_first=i)
        match = self._head(i)
        spelled = None
        if match is None or match.ref.family == "pname":
            spelled = self._spelled_place(i, self.limit)
        elif match.ref.family == "place" and match.size == 1:
            spelled = self._longer_place(i, self.limit)
        if spelled is not None:
            return self._named(i, spelled)
        if match is None:
            return self._after_speech(i, first) or self._named_speaker(i, first) or self._foreign_name_at(i, first)
        family = match.ref.family
        kind = self.a.keys[i] in self.a.tables.locatives  # بين وادي عمد و…
        if family == "place" and not kind and self._reported(i) and "pname" in self.a.words[i].families:
            return self._namesake(i, match)  # أفاد صلاح الدين …: a man, not the province
        if family == "person" and match.ref.tag == "last" and i > first and self._given_here(i, match):
            return self._name(i, match)
        if family == "noun":
            mention = self._noun(i, match)
            return None if is_idle(self.a, mention) else mention
        if family == "nisba":
            return self._nisba(i, match, first)
        if family == "pname":
            return self._name(i, match) or self._after_speech(i, first)
        return self._named(i, match)

    def _given_here(self, i: int, match: Match) -> bool:
        """ماركوس باغداتيس: behind a nisba a surname of the registry is a given name when a surname follows."""
        if match.size > 1 or i + 1 >= self.limit or self.a.words[i + 1].hits or not self._national(i):
            return False
        return "pname" in self.a.words[i].families and self._foreign(i + 1)

    def _namesake(self, i: int, match: Match) -> Mention | None:
        """A person whose name begins like that of a place: صلاح الدين الشعلان."""
        if match.size == 1:
            return self._name(i, match)
        last = self._name_end(i + match.size - 1, titled=True)
        return Mention(i, last, "name", None, None, self.a.keys[last], rule="name", name_first=i)

    def _after_speech(self, i: int, first: int) -> Mention | None:
        """An unknown word right behind a report verb is a name: قال بيسكوف."""
        word = self.a.words[i]
        if i <= first or word.kind != "word" or len(word.key) < 3 or word.best.article:
            return None
        if word.key.endswith(("ها", "هم", "نا")) or word.key[0] == "و":  # حينها "then"
            return None
        if not word.families <= _NAME_OR_CLASS:
            return None
        if not (self._reported(i) or self._called(i) or self._titled(i, first)):
            return None
        if word.key.endswith("ه") and self._is_preposition(word.key[:-1]):  # قال فيه
            return None
        if self._plain(i):
            return None
        last = self._name_end(i, titled=True)
        return Mention(i, last, "name", None, None, self.a.keys[last], rule="after-speech", name_first=i)

    def _named_speaker(self, i: int, first: int) -> Mention | None:
        """وقال كبير الخبراء في المعهد فلان إن: two unknown words right before what was said are the speaker's name."""
        if not self._alone(i) or not self._two_names(i) or "noun" in self.a.words[i - 1].families:
            return None
        last = self._name_end(i, titled=True)
        behind = self.a.keys[last + 1] if last + 1 < self.limit else ""
        if last == i or behind not in self.a.tables.cues["that"]:
            return None
        if not any("report" in self.a.words[j].families for j in range(max(first, i - _SPEECH), i)):
            return None
        return Mention(i, last, "name", None, None, self.a.keys[last], rule="speaker", name_first=i)

    def _foreign_name_at(self, i: int, first: int) -> Mention | None:
        """أشاد يوسين بولت بـ…: an unknown word before a surname, right behind a verb."""
        if self.a.words[i].hits or not self._opens(i, first) or not self._two_names(i):
            return None
        second = self.a.words[i + 1]
        if not self._alone(i) and (second.families != {"pname"} or not strange(self.a.words[i], 0)):
            return None  # بورشيا سيمبسون, though ب may be "by"
        if not second.hits and not self._both_strange(i):
            return None
        if second.hits and all(h.ref.tag == "given" for h in second.hits):
            return None
        last = self._name_end(i, titled=True)
        return Mention(i, last, "name", None, None, self.a.keys[last], rule="foreign", name_first=i)

    def _both_strange(self, i: int) -> bool:
        """إيدور غوديونسن: two long words of no table, with none behind them."""
        if self.a.keys[i - 1] in self.a.tables.cues["happens"]:
            return False  # سيتم استبدال …: a thing is done
        long = all(len(self.a.keys[j]) > 4 and self._alone(j) for j in (i, i + 1))
        behind = self.a.words[i + 2] if i + 2 < self.limit else None
        return long and (behind is None or behind.kind != "word" or bool(behind.hits))

    def _is_preposition(self, key: str) -> bool:
        return any(family == "func" and tag == "prep" for family, _, tag in self.a.tables.forms.get(key, ()))

    def _noun(self, i: int, match: Match) -> Mention:
        entry = self.a.tables.nouns[match.ref.entry]
        his = self._his(i, match, entry)
        owned = his or bool(match.reading.pronoun)
        core = match.reading.core.removesuffix("ه") if his else match.reading.core
        told = "" if entry.country or match.size == 1 else self._told_within(i, match)
        mention = Mention(
            i,
            i + match.size - 1,
            entry.kind,
            entry.country or told or None,
            entry.sector or None,
            core if match.size == 1 else self.a.keys[i],
            rule=entry.id,
            head_last=i + match.size - 1,
            definite=match.reading.article,
            preposition=match.reading.preposition,
            conjunction=match.reading.conjunction,
            plural=match.ref.tag in ("pl", "du"),
            assumed=bool(entry.country),
            yields=entry.yields,
            inert=entry.inert,
            means=entry.means,
            honorific=entry.honorific,
            foreign=entry.other,
            defined=match.reading.article or owned or any(k.startswith("ال") for k in self.a.keys[i : i + match.size]),
        )
        self.depth += 1  # genitives nest: a phrase deeper than any real one is cut
        named = self.depth <= _DEEPEST and self._complements(mention, owned)
        self.depth -= 1
        mention.bare = not named and mention.id is None and (mention.country is None or mention.assumed)
        return mention

    def _told_within(self, i: int, match: Match) -> str:
        """The country that a form of several words tells itself: المستشارة الألمانية, حاكم مصرف لبنان."""
        for j in range(i + 1, i + match.size):
            for hit in self.a.words[j].hits:
                if hit.ref.family in ("nisba", "country"):
                    return self.a.tables.names[hit.ref.entry].country
        return ""

    def _his(self, i: int, match: Match, entry: ActorNoun) -> bool:
        """نظيره, spelled like نظيرة when folded: a written ه behind a masculine noun is a pronoun."""
        surface = self.a.words[i].surface
        return match.size == 1 and surface.endswith("ه") and not match.reading.article and not entry.lemma.endswith("ة")

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
            defined=reading.full.startswith("ال"),
        )  # fmt: skip
        if family == "org":
            self._org_tail(mention)
        if family == "person":
            self._family_tail(mention)
        return mention

    def _org_tail(self, m: Mention) -> None:
        """A nisba or a quoted word may close an organisation's name: وكالة فارس الإيرانية."""
        j = m.last + 1
        if j < self.limit:
            for match in self.a.matches(j):
                if match.ref.family == "nisba" and not match.reading.conjunction and not match.reading.preposition:
                    if match.ref.tag == "pl":
                        continue
                    row = self.a.tables.names[match.ref.entry]
                    if m.country in (None, "", row.country):
                        m.country = row.country
                        m.last = j + match.size - 1
                    return

    def _family_tail(self, m: Mention) -> None:
        """Filiations and the house behind a known person: تميم بن حمد آل ثاني, محمد بن سلمان بن عبد العزيز."""
        filiation = self.a.tables.cues["filiation"]
        while m.last + 2 < self.limit and self.a.keys[m.last + 1] in filiation:
            m.last = self._name_end(m.last + 1, titled=True)
            if self.a.keys[m.last] in filiation:
                break

    def _nisba(self, i: int, match: Match, first: int) -> Mention | None:
        row = self.a.tables.names[match.ref.entry]
        reading = match.reading
        counted = i > first and self.a.words[i - 1].kind == "number"
        man = i > first and not reading.article and match.ref.tag == "sg" and self._stands_alone(i)
        men = match.ref.tag == "du" and not self.a.words[i].key.endswith(("تين", "تان"))  # also the plural in ين
        people = match.ref.tag == "pl" or men or man or counted
        if not people and reading.core in self.a.tables.cues["everyday"]:
            return None  # مساعدات مالية: the nisba of a state only of its people and bodies
        return Mention(
            i, i + match.size - 1, "people" if people else "adjective", row.country or None,
            (row.sector if row.kind == "people" or not people else "CVL") or None,
            reading.core, row.id, match.ref.entry, f"nisba:{row.id}",
            definite=reading.article, defined=reading.article or self.a.keys[i].startswith("ال"),
            preposition=reading.preposition, conjunction=reading.conjunction, plural=people,
        )  # fmt: skip

    def _second_nation(self, m: Mention, before: Mention) -> None:
        """القوات الأميركية والبريطانية: the second nisba has the sector of the phrase whose first it follows."""
        near = before.last + 1 == m.first and m.conjunction == "و" and m.definite == before.defined
        if near and before.kind in ("office", "body", "group", "adjective") and before.country:
            last = self.a.words[before.last]
            if any(h.ref.family == "nisba" for h in last.hits) and before.sector:
                m.sector = before.sector

    def _stands_alone(self, i: int) -> bool:
        """Whether a masculine nisba follows a verb or a function word: قتل فلسطيني, not هجوم فلسطيني."""
        word, before = self.a.words[i], self.a.words[i - 1]
        if word.surface.endswith("ة") or any(h.ref.family in ("modifier", "country") for h in word.hits):
            return False
        return before.verbal or "func" in before.families

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
        last, unknown = i, 0
        cues = self.a.tables.cues
        particles = cues["name_particle"]
        for j in range(i + 1, min(i + _MAX_NAME, self.limit)):
            word = self.a.words[j]
            if word.kind != "word" or ends_name(self.a, word):
                break
            servant = self.a.keys[j - 1] in cues["servant"] and word.key.startswith("ال")
            if word.key in cues["divine"] or servant or self._surnamed(j):
                last = j
                continue
            unknown += not word.hits
            if unknown and last > i and not word.hits and (unknown > _UNKNOWN or word.best.article):
                break  # ديمي مور اللون البورغندي
            families = word.families - {"place"} if self._small_place(j) else word.families
            if word.key in particles or (word.key in cues["second_particle"] and self.a.keys[j - 1] in particles):
                continue
            if self.a.keys[j - 1] in cues["filiation"] and not word.best.article:
                last = j  # whatever stands behind بن is a name
                continue
            pname = "pname" in families or "person" in families
            if families and not pname:
                break
            whole = pname and any(h.ref.family == "pname" and h.reading.core == word.key for h in word.hits)
            firm = {
                hit.ref.family
                for hit in word.hits  # مطهر, سالم are names, and بلاتيني is no "by a Latin"
                if hit.ref.tag not in ("ap", "pp") and not (whole and hit.reading.preposition)
            }
            if pname and (word.verbal or firm & _FIRM) and not self._between_names(j) and not self._last_name(i, j):
                break
            named = j == i + 1 and (self._whole(word) or self._last_name(i, j))
            if word.key.startswith("ال") and "content" in families and not named:
                break  # سامي الجابر الكأس
            if not families and self._plain(j):
                break
            if not families and word.key[0] == "و" and not word.key.startswith(_WITH_W):
                break
            if not families and (word.best.conjunction or (not titled and word.best.article)):
                break
            if word.hits and word.hits[0].reading.conjunction and not word.key.startswith("وو"):
                break
            last = j
        return last

    def _surnamed(self, j: int) -> bool:
        """عبد الواحد السيد: a form of address behind a given name, with no name behind it, is a surname."""
        if self.a.keys[j] not in self.a.tables.cues["honorific"] or "pname" not in self._named_before(j):
            return False
        following = self.a.words[j + 1] if j + 1 < self.limit else None
        return following is None or following.kind != "word" or not following.families <= {"pname"}

    def _named_before(self, j: int) -> frozenset[str]:
        """Families of the two words before token j: of عبد الواحد."""
        return self.a.words[j - 1].families | (self.a.words[j - 2].families if j > 1 else frozenset())

    def _last_name(self, i: int, j: int) -> bool:
        """أحمد زكي, عمر الشريف: a word that is a name too, right behind a given name, when nothing goes on with it."""
        word = self.a.words[j]
        before = self.a.words[j - 1]
        given = any(h.ref.family == "pname" and h.ref.tag != "family" for h in before.hits)
        if "func" in word.families and not (self.a.dotted and word.surface.endswith("ي")):
            return False  # خالد على, not خالد علي
        return given and j == i + 1 and self._ends(j + 1)

    def _small_place(self, j: int) -> bool:
        """جوزيف بلاتر: the name of a small town is a surname behind a given name."""
        word, before = self.a.words[j], self.a.words[j - 1]
        if word.families != {"place"} or "pname" not in before.families or word.key.startswith("ال"):
            return False
        if word.hits[0].reading.core in self.a.tables.ambiguous or self._plain(j):
            return False
        rows = [self.a.tables.places[h.ref.entry] for h in word.hits]
        return all(not row.authored and row.population < KNOWN_TOWN for row in rows)

    def _whole(self, word: Word) -> bool:
        """Whether a word with its article is a name: البرادعي, not الكأس, of which only كأس is one."""
        return any(h.ref.family == "pname" and "ال" + h.reading.core != word.key for h in word.hits)

    def _between_names(self, j: int) -> bool:
        """محمد مالك فال: a word that is a name too, between a name and what can only be one."""
        if j + 1 >= self.limit or self.a.words[j].best.article or "pname" not in self.a.words[j - 1].families:
            return False
        if "func" in self.a.words[j].families and self.a.words[j].surface.endswith("ى"):
            return False
        following = self.a.words[j + 1]
        known = following.families <= _ONLY_NAMES if following.hits else not self._plain(j + 1)
        return following.kind == "word" and known and not following.best.conjunction

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
        elif j >= floor and self.a.words[j].kind == "number" and self.a.words[m.first].best.article:
            return  # 6 مارس 2026 السفينة: what is counted has no article
        while j >= floor and self._is_quantity(j):
            reading = self.a.words[j].best
            m.first, m.preposition, m.conjunction = j, reading.preposition, reading.conjunction
            m.defined = False
            if reading.preposition or reading.conjunction:
                break
            j -= 1
