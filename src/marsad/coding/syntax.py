"""The shallow shape of a sentence: which tokens are finite verbs, boundaries, prepositions, and who stands where."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from marsad.coding.agreement import case_of
from marsad.coding.tokens import QUOTES, Tokens
from marsad.find.analysis import Analysis, Sentence
from marsad.find.mentions import Mention

_RIGHT = 28  # tokens behind a word in which its clause is looked through
_ASIDE = 22  # tokens of the longest relative clause between commas
_SIGNS = {"comp": "c", "rel": "r", "cond": "i", "prep": "p", "agentprep": "a", "neg": "-", "source": "s"}
_OPENERS = {"comp": "C", "rel": "L", "cond": "Q"}


class Unit(msgspec.Struct):
    """A mention met while scanning from a word: how it is attached and what lies between."""

    mention: Mention
    slot: str  # S1 S2… after the word, B1 before it, G1 genitive, ADJ, P:prep
    preposition: str
    distance: int
    commas: int
    inside: bool = False  # within a phrase headed by another noun


class _Scan:
    """The mentions met on the way from a word to the end of its clause, and what lies between."""

    def __init__(self, shape: Shape, last: int) -> None:
        self.shape, self.last = shape, last
        self.units: list[Unit] = []
        self.commas = self.slot = 0
        self.governed = ""  # the preposition that the next mention stands behind
        self.unknown = False  # a noun that is no mention stands before the next one
        self.aside = False
        self.resumed = -1  # the token behind an aside: ودعت الوزارة، بعد اجتماع للمسؤولين، بيونغ يانغ إلى

    def meet(self, m: Mention) -> None:
        """Take a mention."""
        units, unknown, distance = self.units, self.unknown, m.first - self.last
        before = units[-1] if units else None
        prep = self.shape.preposition(m)
        resumes = m.first == self.resumed and not (prep or m.conjunction) and units[0].slot == "S1"
        near = before is not None and m.first - before.mention.last <= 2 and not unknown
        if resumes:
            self.slot = len({u.slot for u in units if not (u.preposition or u.inside)})
        if before is not None and not resumes and self.shape.joined(before.mention, m):
            units.append(Unit(m, before.slot, before.preposition, distance, self.commas, before.inside))
        elif before is not None and near and before.preposition and not (prep or resumes):
            # في تقرير المنظمة أو "OPCW": still in the phrase of the preposition
            units.append(Unit(m, before.slot, before.preposition, distance, self.commas, True))
        elif prep or (self.governed and unknown):
            self.governed = prep or self.governed
            units.append(Unit(m, "P:" + self.governed, self.governed, distance, self.commas, unknown and not prep))
        else:
            self.slot += not unknown
            units.append(Unit(m, f"S{max(self.slot, 1)}", "", distance, self.commas, unknown))
        self.unknown = False

    def over(self, i: int) -> None:
        """Pass over a token of no mention."""
        shape, word = self.shape, self.shape.a.words[i]
        if word.surface in "،,":
            self.commas += 1
            self.unknown, self.governed = False, ""
            if self.aside and self.units:
                self.resumed = i + 1
            self.aside = not self.aside and self._introduces(i + 1)
        elif shape.func.get(i) in ("prep", "agentprep"):
            self.governed, self.unknown = shape.a.keys[i], False
        elif i in shape.timed or word.kind != "word" or i in shape.func:
            pass  # يلتقي ظهر اليوم ملك المغرب: a time is no participant
        elif word.best.preposition in ("ب", "ل", "ك"):
            self.governed, self.unknown = word.best.preposition, True
        elif not self.unknown and not (word.key.endswith("ا") and len(word.key) > 3):  # no adverb
            self.slot += not self.governed
            self.unknown = True

    def _introduces(self, i: int) -> bool:
        """Whether token i begins an aside: بعد, خلال, في."""
        shape = self.shape
        return i < shape.s.end and (shape.func.get(i) == "prep" or bool(shape.a.words[i].best.preposition))


class Shape(Tokens):
    """Token classes of one sentence and its mentions, with the questions that frames ask of them."""

    def __init__(
        self, analysis: Analysis, sentence: Sentence, mentions: list[Mention], timed: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(analysis, sentence, mentions, timed)
        self.mentions = mentions
        self._right: dict[int, list[Unit]] = {}
        self._left: dict[tuple[int, int], list[Unit]] = {}
        self._held: dict[int, tuple[int, str]] | None = None
        self._boundaries: list[int] | None = None
        self._following: list[int] = []
        self._classes: frozenset[str] | None = None
        self.met: frozenset[str] | None = None  # all that its words meet, once conditions asked
        self.reached: dict[tuple[int, int], int] = {}  # how far conditions look behind a token
        self._verbs: list[int] = []
        self._signs = ""  # of the sentence, one for those alike that touch
        self._runs: list[int] = []  # for each token how many of these there are up to its own

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
        if first >= end:
            return ""
        if not self._runs:
            for i in range(self.s.start, self.s.end):
                sign = self._sign(i)
                if self._signs[-1:] != sign:
                    self._signs += sign
                self._runs.append(len(self._signs))
        return self._signs[self._runs[first - self.s.start] - 1 : self._runs[end - 1 - self.s.start]]

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

    # Prepositions and scanning

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
        function = self.func.get(i)
        if function in _OPENERS:
            return function != "rel" or self.a.keys[i] not in self.a.tables.cues["headless"]
        return self.a.words[i].surface in ".؟!؛:"

    def opens(self, i: int) -> str:
        """What kind of clause begins at a boundary: C content, L relative, Q condition, V verb, M mark."""
        return _OPENERS.get(self.func.get(i, ""), "V" if i in self.verb else "M")

    def boundaries(self) -> list[int]:
        """All tokens of the sentence where a clause begins."""
        if self._boundaries is None:
            self._boundaries = [i for i in range(self.s.start, self.s.end) if self.boundary(i)]
        return self._boundaries

    def following(self) -> list[int]:
        """For each token of the sentence the place in it behind the token, behind its mention where it has one."""
        if not self._following:
            start = self.s.start
            self._following = list(range(1, self.s.end - start + 1))
            for i, m in self._at.items():
                if start <= i < self.s.end:
                    self._following[i - start] = m.last + 1 - start
        return self._following

    def aside(self, i: int) -> int:
        """The comma that closes a relative clause between two commas of which token i is the first, or -1."""
        if self.func.get(i + 1) != "rel" or self.a.words[i].surface not in "،,":
            return -1
        return next((j for j in range(i + 2, min(self.s.end, i + _ASIDE)) if self.a.words[j].surface in "،,"), -1)

    def classes(self) -> frozenset[str]:
        """The classes of complement words of which words and phrases of the sentence are."""
        if self._classes is None:
            a, content = self.a, self.a.tables.content
            found = set(a.classes(self.s.start, self.s.end))
            for i in range(self.s.start, self.s.end):
                found.update([content[m.ref.entry].id for m in a.multi(i) if m.ref.family == "content"])
            self._classes = frozenset(found)
        return self._classes

    def right(self, last: int) -> list[Unit]:
        """Mentions after token `last` up to the end of the clause, with their slots; asked for many times over."""
        found = self._right.get(last)
        if found is None:
            found = self._right[last] = self._scan_right(last)
        return found

    def _scan_right(self, last: int) -> list[Unit]:
        scan = _Scan(self, last)
        i, end = last + 1, min(self.s.end, last + 1 + _RIGHT)
        while i < end:
            m = self._at.get(i)
            if m is not None and m.first == i:
                scan.meet(m)
                i = m.last + 1
                continue
            if self.boundary(i):
                break
            scan.over(i)
            i += 1
        return scan.units

    def left(self, first: int, reach: int = 22) -> list[Unit]:
        """Mentions before token `first` back to the start of the clause, nearest first."""
        found = self._left.get((first, reach))
        if found is None:
            found = self._left[first, reach] = self._scan_left(first, reach)
        return found

    def _scan_left(self, first: int, reach: int) -> list[Unit]:
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
