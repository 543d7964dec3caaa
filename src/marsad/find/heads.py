"""Which words can head the mention of an actor."""

from __future__ import annotations

from marsad.find.analysis import Analysis, Match
from marsad.find.club_words import on_sport
from marsad.find.doubtful_heads import is_attribute, is_other_word, is_seat
from marsad.find.place_words import places_around
from marsad.find.registry import Registry
from marsad.find.spelled_places import SpelledPlaces
from marsad.lexicon.tables import Tables
from marsad.text.words import VERBAL, Ref, Word

_ORDER = {
    family: n
    for n, family in enumerate(("org", "person", "country", "capital", "people", "noun", "nisba", "place", "pname"))
}
_HEADS = frozenset(_ORDER)
_CALLED_ON = frozenset({"country", "capital", "org", "person"})  # families of the objects of a participle
_TOWN_OR_NISBA = frozenset({"place", "nisba", "pname"})
_HOMELAND = frozenset({"people", "place"})
_NAMING = frozenset({"country", "capital", "nisba", "org", "person"})


class HeadFinder(SpelledPlaces):
    """Decides whether a word heads a mention; most words of the lexicon are something else somewhere."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.a = analysis
        self.registry = registry
        self.limit = 0
        self.depth = 0
        self.sport = on_sport(analysis)
        self.near = _countries_named(analysis)
        self.around = self.near | places_around(analysis)
        self.shown = set()
        self.shown = self._shown_places()

    def _head(self, i: int) -> Match | None:
        word = self.a.words[i]
        if word.kind not in ("word", "latin"):
            return None
        if word.families.isdisjoint(_HEADS) and not self.a.multi(i):
            return None
        best: Match | None = None
        rank = 0
        for match in self.a.matches(i):
            order = _ORDER.get(match.ref.family)
            if order is None:
                continue
            if match.size == 1 and not self._believed(i, match, word):
                continue
            if family_of_town(match) and self._named_as_place(i) and not match.reading.preposition:
                order = -1  # مدينة روسي: a masculine nisba cannot describe a town
            if match.ref.family == "place" and self._rather_town(i, match, word):
                order = -1  # في الإسماعيلية, كوباني
            if best is None or (-match.size, order) < (-best.size, rank):
                best, rank = match, order
        return best if best is None else self._settle(i, self._building(i, best))

    def _rather_town(self, i: int, match: Match, word: Word) -> bool:
        """Whether a word that is a nisba or noun too is a town: as the article has shown, or for want of a noun."""
        if word.families == _HOMELAND:  # في تيغراي: nobody is "in" a people
            into = self.a.tables.cues["into"]
            return not match.reading.preposition and i > 0 and (self._word_before(i) in into or self._fled(i))
        if "person" in word.families and self._surname_struck(i, match, word):
            return True
        if not word.families <= _TOWN_OR_NISBA:
            named = self._no_genitive(i) and self._struck_place(i, match, word)  # في بيتا: no "a house"
            return named or self._town_with_article(i, match, word)
        return match.ref.entry in self.shown or self._alone_behind(i, match)

    def _alone_behind(self, i: int, match: Match) -> bool:
        """Whether a definite feminine, all of it the name of a place, follows a preposition: no noun it describes."""
        key = self.a.keys[i]
        return key == match.reading.core and key.startswith("ال") and key.endswith("ه") and self._after_preposition(i)

    def _building(self, i: int, match: Match) -> Match:
        """The place of an organisation's name behind "in" (في البيت الأبيض) or of a capital (اتفاق باريس)."""
        inside = match.reading.preposition == "ب" or (i > 0 and self.a.keys[i - 1] == "في")
        met = match.ref.family == "capital" and is_seat(self.a, i, i + match.size)
        if not met and (match.ref.family != "org" or not inside):
            return match
        places = [m for m in self.a.matches(i) if m.ref.family == "place" and m.size == match.size]
        return places[0] if places else match

    def _settle(self, i: int, match: Match) -> Match:
        """Of a country and a capital of one name (عمان), the one that lies in a country the article names."""
        if match.ref.family not in ("country", "capital"):
            return match
        names = self.a.tables.names
        rivals = [m for m in self.a.matches(i) if m.size == match.size and m.ref.family in ("country", "capital")]
        here = [m for m in rivals if names[m.ref.entry].country in self.near]
        if len(rivals) < 2 or not here or match in here:
            return match
        return here[0]

    def _believed(self, i: int, match: Match, word: Word) -> bool:
        """A single word is a head unless it is more likely a function word, a verb or an everyday noun."""
        family = match.ref.family
        verbal = word.verbal
        if family == "org" and verbal and not match.reading.article:
            return False  # أفاد "told" and the agency AFAD, فتح "opened" and the movement
        if family == "org" and "content" in word.families and self._described(i):
            return False  # القاعدة العسكرية
        if match.ref.tag == "last" and (match.reading.article or verbal):
            return False  # المؤدي "leading" and the surname Modi
        if match.ref.tag == "last" and i > 0 and self.a.keys[i - 1] == "في":
            return False  # في المنفى "in exile": nobody is in a person
        if family == "place" and (self._surely_place(i, match, word) or self._struck_place(i, match, word)):
            return True
        second = word.surface.endswith("ي") and self._after_preposition(i)  # بحق علي فلان: no second preposition
        free = "func" not in word.families or second
        if family == "pname" and free and self._surname_follows(i, match):
            return not match.reading.pronoun and not match.reading.preposition  # ياسر فلان: no verb
        named = family in ("place", "pname", "people") or match.ref.tag == "last"
        if named and ("func" in word.families or (verbal and family in ("place", "pname"))):
            return False
        if family == "people" and match.reading.preposition == "ك" and "pname" in word.families:
            return False  # كروس is no "like Russians"
        if family == "noun":
            return self._believed_noun(i, match, word)
        if family == "place":
            return self._believed_place(i, match, word)
        if family in ("country", "capital", "nisba"):
            return self._believed_nation(i, match, word)
        if family == "pname":
            return not match.reading.pronoun and not match.reading.preposition
        return True

    def _surname_follows(self, i: int, match: Match) -> bool:
        """Whether the next word can only be a name, or is of no table and nothing goes on with it."""
        if i + 1 >= self.limit or match.ref.tag == "family":
            return False
        following = self.a.words[i + 1]
        if following.kind != "word" or following.best.preposition or following.best.conjunction:
            return False
        if not following.hits:
            return not following.best.article and not self._plain(i + 1) and self._ends(i + 2)
        return match.ref.tag == "given" and following.families <= {"pname", "person"}

    def _described(self, i: int) -> bool:
        """Whether a definite feminine adjective in ية follows."""
        following = self.a.keys[i + 1] if i + 1 < len(self.a.keys) else ""
        return following.startswith("ال") and following.endswith("يه")

    def _believed_noun(self, i: int, match: Match, word: Word) -> bool:
        heads = [hit.ref for hit in word.hits]
        if match.reading.core in self.a.tables.cues["side"] and i > 0 and self.a.keys[i - 1] == "من":
            following = self.a.keys[i + 1] if i + 1 < len(self.a.keys) else ""
            if match.reading.pronoun or following == "واحد":
                return False  # من جهته, من جانب واحد
        if match.reading.preposition == "ك" and (match.size == 1 and word.key in self.a.tables.plain):
            return False  # كاميرات
        if is_other_word(self.a, i, match):
            return False
        if "func" in word.families:
            return match.reading.article or self._is_quantity(i - 1)  # أمام "before" and إمام "imam"; 17 آخرين
        if any(ref.tag[:2] in ("pf", "im") for ref in heads):
            sure = match.reading.article or bool(match.reading.pronoun) or self._after_verb(i)
            return sure or self._rules_country(i, match, heads)
        if self._opens_clause(i, match, word) or self._calls_on(i, match, word) or self._other_ending(match, word):
            return False
        if is_attribute(self.a, i, match):
            return False
        return match.ref.tag != "sg" or not self._describes(i, match, word)

    def _rules_country(self, i: int, match: Match, heads: list[Ref]) -> bool:
        """ملك المغرب: an office right before a country, where the verb would be an everyday one."""
        entry = self.a.tables.nouns[match.ref.entry]
        following = self.a.words[i + 1].hits if i + 1 < len(self.a.words) else ()
        everyday = all(ref.family == "verb" for ref in heads if ref.tag[:2] in VERBAL)
        return everyday and entry.kind == "office" and any(h.ref.family == "country" for h in following)

    def _believed_nation(self, i: int, match: Match, word: Word) -> bool:
        heads = [hit.ref for hit in word.hits]
        family = match.ref.family
        twin = family == "nisba" and any(r.family == "country" and r.entry == match.ref.entry for r in heads)
        if (family in ("country", "capital") or twin) and not self._means_state(i, match):
            return False
        if family == "country" and any(ref.family == "nisba" for ref in heads):
            return not self._adjectival(i, match)
        if family == "nisba" and match.reading.core.endswith("ا"):  # سيبيريا, unless it agrees: جيشا سيبيريا
            place = any(h.ref.family == "place" and self.a.tables.places[h.ref.entry].authored for h in word.hits)
            return not place or (i > 0 and self.a.words[i - 1].surface.endswith(("ا", "اً")))
        return True

    def _means_state(self, i: int, match: Match) -> bool:
        """Whether an everyday word (مالي "financial", سيول "floods") is the country here: the article is about it,
        it speaks, a preposition or an office stands before it."""
        if match.reading.core not in self.a.tables.ambiguous:
            return True
        row = self.a.tables.names[match.ref.entry]
        office = i > 0 and "noun" in self.a.words[i - 1].families
        return row.country in self.near or self._reported(i) or self._locative(i) or office

    def _adjectival(self, i: int, match: Match) -> bool:
        """Whether a word that is a country and a nisba (سورية, روسيا) describes the word before it or is counted."""
        if match.reading.article:
            return True
        if i == 0 or match.reading.preposition or match.reading.conjunction:
            return False
        before = self.a.words[i - 1]
        if before.kind == "number":
            return True
        if before.kind != "word" or before.verbal or "func" in before.families:
            return False
        return before.surface.endswith(("ة", "ات") if self.a.words[i].surface.endswith("ة") else ("اً", "ا"))

    def _is_quantity(self, j: int) -> bool:
        """Whether token j is a number or a word for one; there is none before the first token."""
        if j < 0:
            return False
        word = self.a.words[j]
        if word.verbal and (j == 0 or self.a.words[j - 1].kind == "mark"):
            return False  # أثنى رئيس الوزراء على …
        return word.kind == "number" or any(h.ref.family == "func" and h.ref.tag == "quant" for h in word.hits)

    def _after_verb(self, i: int) -> bool:
        """Whether a word that can only be a verb or a preposition stands right before token i."""
        if i == 0:
            return False
        hits = self.a.words[i - 1].hits
        if any(h.ref.family == "func" for h in hits):
            return all(h.ref.tag == "prep" for h in hits if h.ref.family == "func")
        return bool(hits) and all(h.ref.tag[:2] in VERBAL and not h.ref.tag.endswith("/n") for h in hits)

    def _describes(self, i: int, match: Match, word: Word) -> bool:
        """The same word as adjective (مجمعا عسكريا) or as participle that opens a clause (مشيرا إلى)."""
        heads = word.families
        if word.key.endswith("ا") and not match.reading.pronoun and any(h.ref.tag == "ap" for h in word.hits):
            return not self._is_quantity(i - 1)  # 15 متهما, ثلاثين متمردا
        if "modifier" not in heads and "nisba" not in heads:
            return False
        if i == 0 or self.a.words[i - 1].kind != "word":
            return False
        before = self.a.words[i - 1]
        if before.verbal or "func" in before.families or before.best.core in self.a.tables.cues["befalls"]:
            return False
        return before.best.article == match.reading.article

    def _opens_clause(self, i: int, match: Match, word: Word) -> bool:
        """A participle of saying before what is said: مشيرة إلى أن, no field marshal."""
        following = self.a.words[i + 1].hits if i + 1 < len(self.a.words) else ()
        saying = any(h.ref.family == "report" and h.ref.tag == "ap" for h in word.hits) and not match.reading.article
        return saying and any(h.ref.family == "func" and h.ref.tag in ("prep", "comp") for h in following)

    def _calls_on(self, i: int, match: Match, word: Word) -> bool:
        """A participle behind a comma with its object or preposition: ، داعية الحكومة إلى, no preacher."""
        if match.reading.article or i == 0 or self.a.words[i - 1].surface not in "،," or i + 1 >= len(self.a.words):
            return False
        following = self.a.words[i + 1]
        preposition = any(h.ref.family == "func" and h.ref.tag == "prep" for h in following.hits)
        participle = any(h.ref.family == "event" and h.ref.tag == "ap" for h in word.hits)
        named = not following.families.isdisjoint(_CALLED_ON)
        return participle and (preposition or named or following.key.startswith("ال"))

    def _other_ending(self, match: Match, word: Word) -> bool:
        """قوي "strong" and قوى "forces", in an article that writes them apart."""
        plural = self.a.tables.nouns[match.ref.entry].plural if match.ref.tag == "pl" else ()
        return self.a.dotted and word.surface.endswith("ي") and any(p.endswith("ى") for p in plural)

    def _plain(self, i: int) -> bool:
        """Whether a word of no table is an everyday one, whatever clitics it has: no part of a name."""
        word, plain = self.a.words[i], self.a.tables.plain
        if "pname" in word.families:
            return False
        return any(reading.core in plain for reading in word.readings or [hit.reading for hit in word.hits])

    def _called(self, i: int) -> bool:
        """Whether a word that gives a name stands right before token i: شابة تدعى …, رجل اسمه …"""
        return i > 0 and self.a.keys[i - 1] in self.a.tables.cues["called"]

    def _reported(self, i: int) -> bool:
        """Whether a report verb, or the عن of a relayed report, stands right before token i."""
        if i == 0:
            return False
        before = self.a.words[i - 1]
        if "report" not in before.families:
            return False
        return any(h.ref.family == "report" and h.ref.tag[:2] in ("pf", "im") for h in before.hits)


def family_of_town(match: Match) -> bool:
    """Whether a form is a town that is spelled like a masculine nisba or another word."""
    return match.ref.family == "place" and match.size == 1 and not match.reading.core.endswith("ه")


def _countries_named(a: Analysis) -> set[str]:
    """Codes of the countries that the article names outright, by capital, nisba or organisation."""
    found: set[str] = set()
    for i, word in enumerate(a.words):
        longer = a.multi(i)
        if longer:
            found |= _code_of([m.ref for m in longer], a.tables)
            continue
        if word.named is None:
            word.named = _named_alone(word, a.tables)
        found |= word.named
    return found


def _named_alone(word: Word, tables: Tables) -> frozenset[str]:
    """The country that a word names by itself."""
    refs = [hit.ref for hit in word.hits]
    sure = any(h.ref.family in ("capital", "country") and _with_article(h.reading.core, tables) for h in word.hits)
    if not sure and any(hit.reading.core in tables.ambiguous for hit in word.hits):  # مالي is "financial"
        states = {ref.entry for ref in refs if ref.family == "country"}
        refs = [ref for ref in refs if ref.family == "nisba" and ref.entry not in states]
    if any(ref.family == "pname" for ref in refs):  # المنار is a channel and much else
        refs = [ref for ref in refs if ref.family != "org"]
    return _code_of(refs, tables)


def _with_article(core: str, tables: Tables) -> bool:
    """Whether the article is part of a state's name that is no everyday word: القاهرة, but not العيون "eyes"."""
    return core.startswith("ال") and core.removeprefix("ال") not in tables.plain and core not in tables.plain


def _code_of(refs: list[Ref], tables: Tables) -> frozenset[str]:
    """The one country that forms name, if it is one: عمان alone names neither Oman nor Jordan."""
    codes = {tables.names[ref.entry].country for ref in refs if ref.family in _NAMING} - {""}
    return frozenset(codes) if len(codes) == 1 else frozenset()
