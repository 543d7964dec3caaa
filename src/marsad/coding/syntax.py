"""The shallow shape of a sentence: which tokens are finite verbs, boundaries, prepositions, and who stands where."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from marsad.coding.agreement import PEOPLE, case_of, is_feminine
from marsad.find.analysis import Analysis, Sentence
from marsad.find.mentions import Mention
from marsad.text.words import VERBAL, Hit

_VERB_FAMILIES = frozenset({"event", "report", "light", "verb"})
_BEFORE_VERB = frozenset({"comp", "neg", "fut", "modal", "rel", "aux", "cond"})
_BEFORE_NOUN = frozenset({"prep", "quant"})
_RIGHT = 28  # tokens behind a word in which its clause is looked through
_SIGNS = {"comp": "c", "rel": "r", "cond": "i", "prep": "p", "agentprep": "a", "neg": "-", "source": "s"}
_OPENERS = {"comp": "C", "rel": "L", "cond": "Q"}
_EXPRESSES = frozenset({"عبر"})  # "through" and "expressed"
_EXPRESSED = 16  # tokens behind whoever expresses it up to عن
_SINCE = "منذ"
_ALI = "علي"  # "on" where ى is written ي, else a name
_OPENER = 3  # words of the longest opener of a sentence
_EACH = frozenset({"كل", "كلا"})
_SITES = frozenset({"في", "ب", "من"})
_FUNC = frozenset({"func"})
_FUNC_OR_NAME = frozenset({"func", "pname"})  # the name of a person stands inside a mention, which is asked first
_NEVER_NOUN = frozenset({"func", "pname", "content"})  # نفت is in a list of words, but as a verb
_SUBJECTS = frozenset({"person", "office", "name"})
_NEWS_FORMS = frozenset({"pf.3ms", "pf.3fs", "pf.3mp"})
_BEHIND = frozenset({"اخرين", "اخرون", "اخري"})  # words of quantity that stand behind their noun
_SEVERAL = "عده"  # this one stands before or behind it: دول عدة
QUOTES = frozenset('"«»“”')


class Unit(msgspec.Struct):
    """A mention met while scanning from a word: how it is attached and what lies between."""

    mention: Mention
    slot: str  # S1 S2… after the word, B1 before it, G1 genitive, ADJ, P:prep
    preposition: str
    distance: int
    commas: int
    inside: bool = False  # within a phrase headed by another noun


class Shape:
    """Token classes of one sentence and its mentions, with the questions that frames ask of them."""

    def __init__(
        self, analysis: Analysis, sentence: Sentence, mentions: list[Mention], timed: frozenset[int] = frozenset()
    ) -> None:
        self.a = analysis
        self.timed = timed
        self.s = sentence
        self.mentions = mentions
        self.func: dict[int, str] = {}
        self.verb: dict[int, Hit | None] = {}
        self._at: dict[int, Mention] = {}
        self._right: dict[int, list[Unit]] = {}
        self._held: dict[int, tuple[int, str]] | None = None
        self._boundaries: list[int] | None = None
        self._verbs: list[int] = []
        self._signs: str | None = None
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

    def held(self, m: Mention) -> tuple[int, str] | None:
        """The finite verb a mention belongs to and its slot there (S1, S2, B, P), or None."""
        if self._held is None:
            self._held = {}
            for v in sorted(self.verb):
                for u in self.right(v):
                    slot = "P" if u.preposition else u.slot[:2]
                    self._held.setdefault(u.mention.first, (v, slot))
                before = [u for u in self.left(v, 8) if not u.preposition]
                if before and before[0].mention.first not in self._held:
                    self._held[before[0].mention.first] = (v, "B")
        return self._held.get(m.first) if self.s.start <= m.first < self.s.end else None

    def case(self, m: Mention) -> str:
        """The case of a mention by its ending, "" where it shows none."""
        return case_of(m, self.a.words[m.first].key)

    def relative_between(self, m: Mention, i: int) -> bool:
        """Whether a relative pronoun stands between a mention and the token i behind it."""
        return any(self.func.get(j) == "rel" for j in range(m.last + 1, i))

    def word_before(self, i: int) -> str:
        """What stands before token i: a class of function words, verb, mark, mention, or a noun and its article."""
        if i <= self.s.start:
            return "start"
        found = self.func.get(i - 1)
        if found is not None:
            return found
        if i - 1 in self.verb:
            return "verb"
        word = self.a.words[i - 1]
        if word.kind != "word":
            return word.kind
        return "mention" if i - 1 in self._at else "the noun" if word.best.article else "noun"

    def signs(self, first: int, end: int) -> str:
        """The tokens first to end (not included) as signs, one for those alike that touch: Vcrm, for verb, clause…"""
        if self._signs is None:
            self._signs = "".join([self._sign(i) for i in range(self.s.start, self.s.end)])
        found = self._signs[first - self.s.start : end - self.s.start]
        return "".join([x for n, x in enumerate(found) if n == 0 or found[n - 1] != x])

    def _sign(self, i: int) -> str:
        if i in self._at:
            return "m"
        if i in self.verb:
            return "V"
        found = self.func.get(i)
        if found is not None:
            return _SIGNS.get(found, "f")
        word = self.a.words[i]
        if word.kind == "mark":
            return word.surface if word.surface in "،:" else "q" if word.surface in QUOTES else "."
        if i in self.timed:
            return "t"
        return "p" if word.best.preposition else "n"

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
            return False if governed and hit.ref.tag[:2] == "pf" else hit
        return hit if self._ambiguous_is_verb(i, hit, before) else False

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
        if self.a.keys[i - 1] in _BEHIND or (self.a.keys[i - 1] == _SEVERAL and i - 2 in self._at):
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
        return self.preposition(m).removeprefix("و") in _SITES

    def _looks_imperfect(self, i: int) -> bool:
        """An unknown word shaped like an imperfect, where a verb is due."""
        key = self.a.words[i].key
        stem = key[1:] if key[0] in "وفس" and len(key) > 4 else key
        if len(stem) < 4 or stem[0] not in "يت" or stem.endswith("ه"):
            return False
        return (stem[0] == "ي" and self._class_before(i) in (*_BEFORE_VERB, "start", "mark")) or (
            stem[0] == "ت" and self._class_before(i) in _BEFORE_VERB
        )

    # Prepositions and scanning

    def preposition(self, m: Mention) -> str:
        """What governs a mention: a clitic, the preposition word before it, or nothing."""
        if m.preposition:
            return m.preposition
        j = m.first - 1
        while j >= self.s.start and self.a.words[j].surface in QUOTES:
            j -= 1
        if j < self.s.start:
            return ""
        if self.a.keys[j] == "من" and j > self.s.start and self.a.words[j - 1].best.core in _EACH:
            return self._before_each(j - 1)
        if self.a.keys[j] == "لسان":
            return "لسان"
        if self.func.get(j) in ("prep", "agentprep") or self.a.keys[j] in ("قبل", "جانب"):
            if self.a.keys[j] in ("قبل", "جانب", "يد", "ايدي", "طرف") and self.a.keys[j - 1] in ("من", "علي"):
                return "من قبل"
            return self.a.keys[j]
        if self.func.get(j) == "agentprep":
            return "من قبل"
        if self.a.keys[j] in ("يد", "ايدي", "بيد", "بايدي", "برصاص", "بنيران", "نيران", "رصاص") and j > self.s.start:
            return "من قبل"
        if self.a.keys[j] in ("جانب", "جوار") and j > self.s.start and self.a.keys[j - 1] == "الي":
            return "مع"
        return ""

    def _before_each(self, i: int) -> str:
        """What governs "each of": كلا من تركيا stands as تركيا would, لكل من تركيا as لتركيا."""
        clitic = self.a.words[i].best.preposition
        governed = i > self.s.start and self.func.get(i - 1) == "prep"
        return clitic or (self.a.keys[i - 1] if governed else "")

    def source(self, i: int) -> bool:
        """Whether token i is a word before who says so: بحسب المرصد، ووفقا لمصادر، نقلا عن."""
        key = self.a.keys[i]
        known = self.a.tables.cues["source"]
        alone = key in known or self.a.words[i].best.core in known or (key[:1] == "و" and key[1:] in known)
        return alone or self.func.get(i) == "source"

    def boundary(self, i: int) -> bool:
        """True where a new clause begins: a finite verb, a complementizer, a relative, a strong mark."""
        if i in self.verb:
            return True
        if self.func.get(i) in ("comp", "cond", "rel"):
            return self.func.get(i) != "rel" or self.a.keys[i] not in ("ما", "من", "حيث")
        return self.a.words[i].surface in ".؟!؛:"

    def opens(self, i: int) -> str:
        """What kind of clause begins at a boundary: C content, L relative, Q condition, V verb, M mark."""
        return _OPENERS.get(self.func.get(i, ""), "V" if i in self.verb else "M")

    def boundaries(self) -> list[int]:
        """All tokens of the sentence where a clause begins."""
        if self._boundaries is None:
            self._boundaries = [i for i in range(self.s.start, self.s.end) if self.boundary(i)]
        return self._boundaries

    def right(self, last: int) -> list[Unit]:
        """Mentions after token `last` up to the end of the clause, with their slots; asked for many times over."""
        found = self._right.get(last)
        if found is None:
            found = self._right[last] = self._scan_right(last)
        return found

    def _scan_right(self, last: int) -> list[Unit]:
        units: list[Unit] = []
        commas = slot = 0
        governed = ""
        i = last + 1
        end = min(self.s.end, last + 1 + _RIGHT)
        unknown = False
        while i < end:
            m = self._at.get(i)
            if m is not None and m.first == i:
                joined = bool(units) and self.joined(units[-1].mention, m)
                prep = self.preposition(m)
                if joined:
                    before = units[-1]
                    units.append(Unit(m, before.slot, before.preposition, i - last, commas, before.inside))
                elif not prep and units and units[-1].preposition and i - units[-1].mention.last <= 2 and not unknown:
                    before = units[-1]  # في تقرير المنظمة أو "OPCW": still in the phrase of the preposition
                    units.append(Unit(m, before.slot, before.preposition, i - last, commas, True))
                elif prep or (governed and unknown):
                    label = prep or governed
                    units.append(Unit(m, "P:" + label, label, i - last, commas, unknown and not prep))
                    governed = label
                else:
                    if not unknown:
                        slot += 1
                    units.append(Unit(m, f"S{max(slot, 1)}", "", i - last, commas, unknown))
                i, unknown = m.last + 1, False
                continue
            if self.boundary(i):
                break
            surface = self.a.words[i].surface
            if surface in "،,":
                commas += 1
                unknown, governed = False, ""
            elif self.func.get(i) in ("prep", "agentprep"):
                governed, unknown = self.a.keys[i], False
            elif i in self.timed:
                pass  # يلتقي ظهر اليوم ملك المغرب: a time is no participant
            elif self.a.words[i].kind == "word" and i not in self.func:
                reading = self.a.words[i].best
                if reading.preposition in ("ب", "ل", "ك"):
                    governed = reading.preposition
                    unknown = True
                elif not unknown and not self._adverbial(i):
                    if not governed:
                        slot += 1
                    unknown = True
            i += 1
        return units

    def _adverbial(self, i: int) -> bool:
        key = self.a.words[i].key
        return key.endswith("ا") and len(key) > 3

    def left(self, first: int, reach: int = 22) -> list[Unit]:
        """Mentions before token `first` back to the start of the clause, nearest first."""
        units: list[Unit] = []
        commas = 0
        for i in range(first - 1, max(self.s.start, first - reach) - 1, -1):
            m = self._at.get(i)
            if m is not None:
                if m.last == i:
                    units.append(Unit(m, f"B{len(units) + 1}", self.preposition(m), first - i, commas))
                continue
            if i in self.verb and self.func.get(i) != "aux":
                break
            if self.func.get(i) in ("comp", "cond"):
                break
            if self.a.words[i].surface in ".؟!؛:":
                break
            commas += self.a.words[i].surface in "،,"
        return units

    def joined(self, first: Mention, second: Mention) -> bool:
        """True when the second mention is coordinated with the first (و, or a comma in a list)."""
        if second.preposition and second.preposition != first.preposition:
            return False
        gap = second.first - first.last - 1
        if gap == 0:
            return second.conjunction == "و"
        if gap == 1:
            return (
                self.a.words[first.last + 1].surface in "،,/" and second.conjunction == "و" and not second.preposition
            )
        return False

    def verb_before(self, i: int) -> int:
        """The nearest finite verb before token i in the sentence, or -1."""
        if len(self._verbs) != len(self.verb):
            self._verbs = sorted(self.verb)
        n = bisect_right(self._verbs, i - 1)
        return self._verbs[n - 1] if n else -1


def _noun_too(hit: Hit) -> bool:
    """Whether a form may be a noun; a masdar's open t (أشارت) stands only before a pronoun."""
    if hit.ref.tag[:2] not in VERBAL:
        return True
    return hit.ref.tag.endswith("/n") and (not hit.ref.tag.startswith("pf.3fs") or bool(hit.reading.pronoun))
