"""Which words are places: names of towns are often everyday words, and what stands around them decides."""

from __future__ import annotations

from marsad.find.analysis import Analysis, Match
from marsad.find.title_words import TitleWords
from marsad.lexicon.schema import PlaceRow
from marsad.lexicon.tables import Tables
from marsad.text.orthography import without_and
from marsad.text.words import VERBAL, Word

_TOWN_OR_NISBA = frozenset({"place", "nisba", "pname"})
_PLACE_OR_NAME = frozenset({"place", "pname"})
_NAMED = frozenset({"place", "pname", "person"})
_TOLD = frozenset({"event", "content", "report", "light", "verb"})
_QUOTES = frozenset("\"«“'")
_STOPS = frozenset(".؟!؛")
_FARTHEST = 9  # words between an act of force and the place it is in
KNOWN_TOWN = 100_000  # people; smaller towns of the gazetteer need a word that says they are places


class PlaceWords(TitleWords):
    """What stands around a word that may be a place."""

    a: Analysis
    near: set[str]  # countries that the article names
    around: set[str]  # and those of the places that it surely names
    shown: set[int]  # everyday words that the article shows to be places

    def _surely_place(self, i: int, match: Match, word: Word) -> bool:
        """مدينة سرت, مدينة نوى: what a word for a kind of town rules is one, even when it could be a verb."""
        if match.reading.pronoun or match.reading.preposition or match.reading.conjunction or i == 0:
            return False
        if self._function_word(i, word):
            return False
        row = self.a.tables.places[match.ref.entry]
        kind = self._word_before(i)
        kinds = {kind, kind.removeprefix("ب"), kind.removeprefix("ل")}  # بمدينة, لمدينة, and بلدة
        return not kinds.isdisjoint(self.a.tables.cues["town"]) and (
            _authored(row) or row.population >= KNOWN_TOWN // 10
        )

    def _struck_place(self, i: int, match: Match, word: Word) -> bool:
        """اشتباكات في هيت, غارات على كتاف: an everyday word alone behind a preposition and an act of force."""
        if match.reading.pronoun or match.reading.preposition or i == 0 or self._function_word(i, word):
            return False
        row, common = self.a.tables.places[match.ref.entry], self.a.tables.cues["common"]
        if not _authored(row) or word.key in common or not self._ends(i + 1):
            return False
        if not match.reading.conjunction and self._fled(i):
            return True
        if word.key in self.a.tables.plain and not self._no_genitive(i):
            return False
        if self._listed(i, match):
            return True
        before, towards = self._word_before(i), self.a.tables.cues["towards"]
        if match.reading.conjunction or (before not in self.a.tables.locatives and before not in towards):
            return False
        if "pname" in word.families and before in towards:
            return self._arrived(i, word)  # هجوم على ربيعة may be one on a man
        return self._quietly_told(i, before) or self._of_force(i - 1)

    def _function_word(self, i: int, word: Word) -> bool:
        """Whether a word is one of grammar too; في وانا, من باما: behind a preposition no "and" nor a second one."""
        if "func" not in word.families or not (self._after_preposition(i) or self._named_as_place(i)):
            return "func" in word.families
        readings = [hit.reading for hit in word.hits if hit.ref.family == "func"]
        return any(not (reading.conjunction or reading.preposition) for reading in readings)

    def _no_genitive(self, i: int) -> bool:
        """في بيتا, إلى دورا: an everyday noun in the accusative cannot follow a preposition, so it is a name."""
        key = self.a.keys[i]
        return key.endswith("ا") and key[:-1] in self.a.tables.plain and self._after_preposition(i)

    def _arrived(self, i: int, word: Word) -> bool:
        """وصلوا إلى أوري: what is the name of people and of a place, and no noun, is the place one arrives at."""
        if not word.families <= _NAMED or self._word_before(i) != "الي":
            return False
        arrived, paper = self.a.tables.cues["arrived"], self.a.tables.cues["paper"]
        direct = i > 1 and self._is_of(i - 2, arrived)
        return direct or (i > 2 and self._is_of(i - 3, arrived) and not self._is_of(i - 2, paper))

    def _surname_struck(self, i: int, match: Match, word: Word) -> bool:
        """معارك في البغدادي, نزحوا من بيمبا: a town of ours with the surname of somebody known."""
        surname = all(hit.ref.tag == "last" for hit in word.hits if hit.ref.family == "person")
        whole = match.reading.core == word.key and _authored(self.a.tables.places[match.ref.entry])
        himself = i + 1 < len(self.a.keys) and self.a.keys[i + 1] == "نفسه"
        if not (surname and whole and i > 0 and self._ends(i + 1)) or himself:
            return False
        return (self._word_before(i) == "في" and self._of_force(i - 1)) or self._fled(i) or self._arrived(i, word)

    def _fled(self, i: int) -> bool:
        """نزحت من صور, عادوا إلى دوري: people flee from, and displaced people go back to, places only."""
        fled, to = self.a.tables.cues["fled"], self.a.tables.cues["fled_to"]
        return self.a.keys[i - 1] in to and any(self._is_of(j, fled) for j in range(max(i - 3, 0), i - 1))

    def _is_of(self, j: int, known: dict[str, bool]) -> bool:
        """Whether token j is one of the words, perhaps behind "and": نزح, ونزح."""
        return without_and(self.a.keys[j], known) in known

    def _town_with_article(self, i: int, match: Match, word: Word) -> bool:
        """في النصيرات, إلى الضالع: all of the word is the name of a town of ours; without its article it is a noun."""
        row, key = self.a.tables.places[match.ref.entry], word.key
        if match.reading.core != key or not key.startswith("ال") or _everyday(key, self.a.tables):
            return False
        bare = all(h.reading.core != key for h in word.hits if h.ref.family == "noun")
        return bare and _authored(row) and self._locative(i) and self._ends(i + 1)

    def _quietly_told(self, i: int, before: str) -> bool:
        """مراسلنا في هيت, وصل إلى كتاف: without an act of force "in", and "to" before a word without article."""
        word = self.a.words[i]
        described = i + 1 < len(self.a.words) and self.a.keys[i + 1] in self.a.tables.cues["described"]
        his = word.surface.endswith("ه") and "ة" in self.a.text  # في حديثه is no في حديثة
        named = before == "في" or (before == "الي" and not word.key.startswith("ال"))
        return named and not described and not his

    def _listed(self, i: int, match: Match) -> bool:
        """في بيحان وعسيلان: behind "and", right behind a place of the same country that is no everyday word."""
        if match.reading.conjunction != "و" or i == 0:
            return False
        country = self.a.tables.places[match.ref.entry].country
        return country in _sure_at(self.a, i - 1)

    def _of_force(self, i: int) -> bool:
        """Whether an act of force is told in the words of the sentence up to token i."""
        words, war = self.a.words, self.a.tables.cues["war"]
        for j in range(i, max(i - _FARTHEST, -1), -1):
            if words[j].surface in _STOPS:
                return False
            if self.a.keys[j] in war or words[j].best.core in war:
                return True
            if any(
                h.ref.family == "event" and self.a.tables.events[h.ref.entry].type == "ASSAULT" for h in words[j].hits
            ):
                return True
        return False

    def _ends(self, i: int) -> bool:
        """Whether no word that describes or owns the one before stands at token i."""
        if i >= len(self.a.words):
            return True
        word = self.a.words[i]
        if (
            word.kind != "word"
            or self.a.keys[i] in self.a.tables.cues["hour"]
            or self.a.keys[i] in self.a.tables.locatives
        ):
            return True
        if word.best.conjunction or word.best.preposition or "func" in word.families:
            return True
        return bool(word.hits) and all(h.ref.tag[:2] in VERBAL and not h.ref.tag.endswith("/n") for h in word.hits)

    def _believed_place(self, i: int, match: Match, word: Word) -> bool:
        heads = word.families
        core = match.reading.core
        if match.reading.conjunction and any(h.reading.core == word.key for h in word.hits):
            return False  # ولاية is no "and Laya"
        everyday = _everyday(core, self.a.tables)
        if match.reading.pronoun or len(core) < 3 or word.best.preposition == "ك":
            return False
        if not heads.isdisjoint(_TOLD):
            return self._locative(i) and not everyday
        row = self.a.tables.places[match.ref.entry]
        minor = not row.authored and row.population < KNOWN_TOWN
        if match.ref.entry in self.shown:  # مدينة دوما before or after: then دوما alone is the town too
            return True
        if minor and word.best.preposition == "ب" and row.country not in self.near:
            return self._named_as_place(i)  # بائعات is no "in Ayat"
        if everyday:  # في المائة "per cent" is no town, whatever countries are named
            common = self.a.tables.cues["common"]
            usual = minor or core in common or "ال" + core in common
            return self._named_as_place(i) or (not usual and self._locative(i) and row.country in self.near)
        rivals = heads if minor else _unclipped(match, word)
        if minor or "pname" in rivals or "noun" in rivals:
            return self._locative(i) or self._only_place(i, row, match, word)
        return True

    def _only_place(self, i: int, row: PlaceRow, match: Match, word: Word) -> bool:
        """Whether a word that is of no other table stands beside an act of force, or alone behind a preposition."""
        if _sole(row, match, word) and self._of_force(i - 1):
            return True
        return word.families == {"place"} and self._after_preposition(i) and self._ends(i + 1)

    def _shown_places(self) -> set[int]:
        """Rows of everyday words, not known as anything else, that stand behind a word for a kind of place."""
        found = set()
        for i, word in enumerate(self.a.words):
            if "place" not in word.families or not word.families <= _PLACE_OR_NAME:
                found |= self._shown_town(i, word)
                continue
            places = [hit for hit in word.hits if hit.ref.family == "place" and not hit.reading.pronoun]
            if not places:
                continue
            adverb = any(self.a.tables.ambiguous.get(hit.reading.core) for hit in places)
            if self._named_as_place(i) or (adverb and self._after_preposition(i)):  # على دوما: no "always"
                found |= {hit.ref.entry for hit in places if self.a.tables.places[hit.ref.entry].country in self.around}
        return found

    def _shown_town(self, i: int, word: Word) -> set[int]:
        """في كوباني: a town spelled like a masculine nisba without article, which nobody is "in"."""
        if not {"place", "nisba"} <= word.families <= _TOWN_OR_NISBA or self._word_before(i) != "في":
            return set()
        rows = [h.ref.entry for h in word.hits if h.ref.family == "place" and h.reading.core == word.key]
        bare = not word.key.startswith("ال") and not word.key.endswith("ه")
        return {n for n in rows if bare and self.a.tables.places[n].country in self.around}

    def _after_preposition(self, i: int) -> bool:
        if i == 0:
            return False
        before = self.a.words[i - 1]
        return any(h.ref.family == "func" and h.ref.tag == "prep" for h in before.hits)

    def _word_before(self, i: int) -> str:
        """The key of the word before token i, a quotation mark that opens between them left out: منطقة "باركان"."""
        j = i - 1
        if j > 0 and self.a.words[j].surface in _QUOTES:
            j -= 1
        return self.a.keys[j] if j >= 0 else ""

    def _named_as_place(self, i: int) -> bool:
        """Whether a word for a kind of place stands before: مدينة صور; "in" alone says little of everyday words."""
        before = self._word_before(i)
        bare = before[1:] if before[:1] in ("ب", "ل") else before
        known = self.a.tables.locatives
        return "حي" in (before, bare) or (before in known and len(before) > 3) or (bare in known and len(bare) > 3)

    def _locative(self, i: int) -> bool:
        if i == 0:
            return False
        key = self._word_before(i)
        known = self.a.tables.locatives
        return key in known or key.removeprefix("ب") in known or self.a.words[i].best.preposition == "ب"

    def _settle_place(self, i: int, match: Match) -> Match:
        """Of the places of one name, the first in a country that the article names, or of which it names a place."""
        places = self.a.tables.places
        rivals = [m for m in self.a.matches(i) if m.ref.family == "place" and m.size == match.size]
        countries = self.near if not places[match.ref.entry].country else self.near | self.around
        for known in (self.near, countries):
            for rival in rivals:
                if places[rival.ref.entry].country in known:
                    return rival
        return match


def places_around(a: Analysis) -> set[str]:
    """Countries of the places that an article surely names: of several words, or no other word and of one country."""
    found: set[str] = set()
    for i in range(len(a.words)):
        found |= _sure_at(a, i)
    return found


def _sure_at(a: Analysis, i: int) -> frozenset[str]:
    """The country of the place that begins or, alone, stands at token i, when it can be nothing else."""
    word = a.words[i]
    if word.sited is None:
        word.sited = _sited(word, a.tables)
    return word.sited


def _sited(word: Word, tables: Tables) -> frozenset[str]:
    if word.families != {"place"}:
        return frozenset()
    rows = [tables.places[h.ref.entry] for h in word.hits]
    if any(h.reading.pronoun or len(h.reading.core) < 4 or _everyday(h.reading.core, tables) for h in word.hits):
        return frozenset()
    if not any(_authored(row) or row.population >= KNOWN_TOWN for row in rows):
        return frozenset()
    codes = {row.country for row in rows} - {""}
    return frozenset(codes) if len(codes) == 1 else frozenset()


def _authored(row: PlaceRow) -> bool:
    return row.authored or row.id.startswith("mr:")


def _everyday(core: str, tables: Tables) -> bool:
    return core in tables.ambiguous or "ال" + core in tables.ambiguous


def _unclipped(match: Match, word: Word) -> frozenset[str]:
    """The families a word is of; where all of it is the name of a place, those of no reading that takes letters off."""
    if match.reading.core != word.key:
        return word.families
    return frozenset(hit.ref.family for hit in word.hits if hit.reading.core == word.key)


def _sole(row: PlaceRow, match: Match, word: Word) -> bool:
    """Whether a word as written is a place of ours and nothing else: an act of force beside it is enough."""
    return word.families == {"place"} and match.reading.core == word.key and _authored(row)
