"""Which tokens of a sentence are function words and which are finite verbs: what its shape is read from."""

from __future__ import annotations

from marsad.coding.agreement import PEOPLE, is_feminine
from marsad.find.analysis import Analysis, Sentence
from marsad.find.mentions import Mention
from marsad.text.words import VERBAL, Hit

_VERB_FAMILIES = frozenset({"event", "report", "light", "verb"})
_BEFORE_VERB = frozenset({"comp", "neg", "fut", "modal", "rel", "aux", "cond"})
_OPENS_VERB = _BEFORE_VERB | {"start", "mark"}
_BEFORE_NOUN = frozenset({"prep", "quant"})
_EXPRESSES = frozenset({"عبر"})  # "through" and "expressed"
_EXPRESSED = 16  # tokens behind whoever expresses it up to عن
_SINCE = "منذ"
_ALI = "علي"  # "on" where ى is written ي, else a name
_OPENER = 3  # words of the longest opener of a sentence
_FUNC = frozenset({"func"})
_FUNC_OR_NAME = frozenset({"func", "pname"})  # the name of a person stands inside a mention, which is asked first
_NEVER_NOUN = frozenset({"func", "pname", "content"})  # نفت is in a list of words, but as a verb
_SUBJECTS = frozenset({"person", "office", "name"})
_NEWS_FORMS = frozenset({"pf.3ms", "pf.3fs", "pf.3mp"})

QUOTES = frozenset('"«»“”')


class Tokens:
    """The classes of the tokens of one sentence, and the mentions that cover them."""

    def __init__(self, analysis: Analysis, sentence: Sentence, mentions: list[Mention], timed: frozenset[int]) -> None:
        self.a = analysis
        self.timed = timed
        self.s = sentence
        self.func: dict[int, str] = {}
        self.verb: dict[int, Hit | None] = {}
        self._at: dict[int, Mention] = {}
        self._governing: dict[int, str] = {}
        for m in mentions:
            for i in range(m.first, m.last + 1):
                self._at[i] = m
        self.opened = sentence.start + self._opener()
        for i in range(sentence.start, sentence.end):
            self._classify(i)

    def _opener(self) -> int:
        """How many tokens open the sentence before its first verb: من جهته، وفي المقابل."""
        known, first = self.a.tables.cues["opener"], self.s.start
        for size in range(min(_OPENER, self.s.end - first), 0, -1):
            phrase = " ".join(self.a.keys[first : first + size])
            if phrase in known or phrase.removeprefix("و") in known:
                return size
        return 0

    def at(self, i: int) -> Mention | None:
        """The mention that covers token i."""
        return self._at.get(i)

    def _classify(self, i: int) -> None:
        word = self.a.words[i]
        if word.kind == "mark" or word.kind == "number":
            return
        inside = self._at.get(i)
        if word.key == _ALI and word.surface.endswith("ي") and self.a.dotted:
            return  # an article that writes على means the name
        if "func" in word.families and (inside is None or inside.first != i):
            self.func[i] = next(h.ref.tag for h in word.hits if h.ref.family == "func")
        for match in self.a.multi(i):
            if match.ref.family == "func":
                self.func[i] = match.ref.tag
        if not word.verbal and word.hits:
            return  # only what may be a verb goes on: a verb of the tables, or a word of none
        if i in self.timed or (inside is not None and not self._verb_despite_mention(i, inside)):
            return
        found = self._finite(i)
        if found is None or isinstance(found, Hit):
            self.verb[i] = found
            if word.best.core in _EXPRESSES:
                self.func.pop(i, None)

    def _verb_despite_mention(self, i: int, m: Mention) -> bool:
        return m.first == m.last and m.kind in ("office", "person", "group") and not m.definite and m.bare

    def _finite(self, i: int) -> Hit | bool | None:
        """The hit that makes token i a finite verb, None for an unknown verb, False when it is none."""
        word = self.a.words[i]
        verbal = word.verbal and [h for h in word.hits if h.ref.tag[:2] in VERBAL and h.ref.family in _VERB_FAMILIES]
        if verbal and self._names_speaker(i):
            verbal = [h for h in verbal if not h.reading.conjunction]
        if not verbal:
            return None if not word.hits and self._looks_imperfect(i) else False
        # A report verb that is also an event in some senses stays a report verb: أعلن, نسب.
        hit = next((h for h in verbal if h.ref.family == "report"), verbal[0])
        function = next((h.ref.tag for h in word.hits if h.ref.family == "func"), "")
        if function in ("prep", "comp", "pron", "quant", "adv", "conj", "rel", "locative"):
            # بين is "between" far more often than "made clear"; after قد or with a pronoun it is the verb.
            following = self._at.get(i + 1)
            opens = (
                self._class_before(i) in ("start", "mark")
                and function in ("adv", "pron", "quant")
                and following is not None
                and not following.preposition
            )
            opens = opens or (word.best.core in _EXPRESSES and self._expresses(i))
            if self._class_before(i) not in ("neg", "fut", "modal", "aux") and not hit.reading.pronoun and not opens:
                return False
        if hit.reading.article or hit.reading.preposition in ("ب", "ك"):
            return False
        if hit.reading.preposition == "ل" and hit.ref.tag[:2] == "pf":
            return False
        no_noun = _FUNC if hit.reading.pronoun else _FUNC_OR_NAME
        if hit.ref.tag in ("pf.3fs", "pf.3mp") and not hit.reading.pronoun:
            no_noun = _NEVER_NOUN
        nominal = any(_noun_too(h) for h in word.hits)
        nominal = nominal and any(h.ref.family not in no_noun for h in word.hits if _noun_too(h))
        before = self._class_before(i)
        if not nominal or hit.ref.tag[:2] == "im":
            governed = before in _BEFORE_NOUN and self.a.keys[i - 1] != _SINCE  # منذ طردتها القوات
            governed = governed and not (before == "quant" and hit.ref.tag == "pf.3fs")  # من مجموعة اعتقلت أمس
            no_verb = hit.ref.tag[:2] == "pf" or hit.ref.tag == "im.1s"  # مئتي أسير
            return False if governed and no_verb else hit
        return hit if self._ambiguous_is_verb(i, hit, before) else False

    def _names_speaker(self, i: int) -> bool:
        """قال فراس: behind a report verb a whole given name is no "and" with a verb."""
        word = self.a.words[i]
        named = any(h.ref.family == "pname" and h.reading.core == word.key for h in word.hits)
        return named and i > self.s.start and "report" in self.a.words[i - 1].families

    def _expresses(self, i: int) -> bool:
        """عبر الوزير عن قلقه, against عبر الهاتف: somebody stands behind it, and عن before the clause ends."""
        if self.func.get(i + 1) == "prep" or (i + 1 < self.s.end and self.a.keys[i + 1] in ("عن", "في")):
            return True  # no preposition stands before another
        m = self._at.get(i + 1)
        if m is None or m.preposition or m.kind not in PEOPLE | {"country", "name", "org"}:
            return False
        first = (
            i == self.opened or self._class_before(i) in ("start", "mark", "conj") or self.a.words[i].best.conjunction
        )
        return bool(first) and "عن" in self.a.keys[m.last + 1 : min(self.s.end, m.last + _EXPRESSED)]

    def _class_before(self, i: int) -> str:
        if i <= self.s.start or i == self.opened:
            return "start"
        if self.a.words[i - 1].kind == "mark":
            return "mark"
        if self.a.keys[i - 1] in self.a.tables.cues["behind"]:
            return "word"
        if self.a.keys[i - 1] == "من" and self.func.get(i - 2) == "pron":
            return "rel"  # هي من دعا: "who", not "from"
        return self.func.get(i - 1, "word")

    def _ambiguous_is_verb(self, i: int, hit: Hit, before: str) -> bool:
        if before in _BEFORE_NOUN:
            return False
        if before in _BEFORE_VERB:
            return True
        following = self._at.get(i + 1)
        if following is not None and following.kind == "adjective" and not following.definite:
            return False
        clash = following is not None and hit.ref.tag.startswith("pf.3ms") and is_feminine(following)
        clash = clash and following is not None and following.kind not in ("name", "person")  # سلامة, أسامة
        if clash and following is not None and hit.reading.conjunction and following.kind in ("country", "capital"):
            clash = any(h.ref.family == "event" and _noun_too(h) for h in self.a.words[i].hits)  # وطالب موسكو بالرد
        if before in ("start", "mark") or hit.reading.conjunction:
            return not clash
        if before == "word":
            return not clash and self._noun_ended(i, hit)
        return not clash

    def _noun_ended(self, i: int, hit: Hit) -> bool:
        """Whether the noun before token i takes no more, so that an indefinite word behind it is its verb.

        A headline sets its subject first; elsewhere a time (أمس طالب), a place after its preposition (في دمشق التقى)
        and a named person behind أن or كان (أن خاشقجي غادر) are complete.
        """
        m = self._at.get(i - 1)
        if m is not None and self.s.kind == "title":
            return True
        if hit.ref.tag not in _NEWS_FORMS:
            return False
        if i - 1 in self.timed:
            return True
        if m is None:
            return False
        if m.kind in _SUBJECTS and (m.name_first >= 0 or m.closed) and self._class_before(m.first) in ("comp", "aux"):
            return True
        if m.kind not in ("country", "capital", "place"):
            return False
        return self.preposition(m).removeprefix("و") in self.a.tables.cues["complete"]

    def _looks_imperfect(self, i: int) -> bool:
        """An unknown word shaped like an imperfect, where a verb is due."""
        key = self.a.words[i].key
        stem = key[1:] if key[0] in "وفس" and len(key) > 4 else key
        if len(stem) < 4 or stem[0] not in "يت" or stem.endswith("ه"):
            return False
        return (stem[0] == "ي" and self._class_before(i) in _OPENS_VERB) or (
            stem[0] == "ت" and self._class_before(i) in _BEFORE_VERB
        )

    def preposition(self, m: Mention) -> str:
        """What governs a mention: a clitic, the preposition word before it, or nothing."""
        if m.preposition:
            return m.preposition
        found = self._governing.get(m.first)
        if found is None:
            found = self._governing[m.first] = self._word_of_governing(m.first)
        return found

    def _word_of_governing(self, first: int) -> str:
        j, cues = first - 1, self.a.tables.cues
        while j >= self.s.start and self.a.words[j].surface in QUOTES:
            j -= 1
        if j < self.s.start:
            return ""
        if self.a.keys[j] == "من" and j > self.s.start and self.a.words[j - 1].best.core in cues["each"]:
            return self._before_each(j - 1)
        if self.a.keys[j] == "لسان":
            return "لسان"
        if self.func.get(j) in ("prep", "agentprep") or self.a.keys[j] in ("قبل", "جانب"):
            if self.a.keys[j] in cues["agent"] and self.a.keys[j - 1] in ("من", "علي"):
                return "من قبل"
            return self.a.keys[j]
        if self.func.get(j) == "agentprep":
            return "من قبل"
        if self.a.keys[j] in cues["means"] and j > self.s.start:
            return "من قبل"
        if self.a.keys[j] in ("جانب", "جوار") and j > self.s.start and self.a.keys[j - 1] == "الي":
            return "مع"
        return ""

    def _before_each(self, i: int) -> str:
        """What governs "each of": كلا من تركيا stands as تركيا would, لكل من تركيا as لتركيا."""
        clitic = self.a.words[i].best.preposition
        governed = i > self.s.start and self.func.get(i - 1) == "prep"
        return clitic or (self.a.keys[i - 1] if governed else "")


def _noun_too(hit: Hit) -> bool:
    """Whether a form may be a noun; a masdar's open t (أشارت) stands only before a pronoun."""
    if hit.ref.tag[:2] not in VERBAL:
        return True
    return hit.ref.tag.endswith("/n") and (not hit.ref.tag.startswith("pf.3fs") or bool(hit.reading.pronoun))
