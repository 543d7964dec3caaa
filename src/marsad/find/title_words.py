"""Words that announce a person's name: roles of sport, culture and business, and a nisba that stands for a person."""

from __future__ import annotations

from marsad.find.analysis import Analysis
from marsad.find.club_words import ClubWords
from marsad.text.words import Reading, Word

_ARABIC = frozenset("حعصضظءئؤذثً")
_VOWELS = frozenset("اوي")
_EAST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "SGP", "HKG", "MMR"})
_PARTICLES = frozenset({"فان", "فون", "بن", "دي", "دو", "دا", "ديل", "أبو"})
_BETWEEN = 3  # words between a role and the name: المدافع الدولي البرتغالي فلان
_NAMES = frozenset({"pname", "person"})
_FIRM = frozenset({"func", "noun", "nisba", "country", "org", "people", "portfolio", "modifier"})
_CLITICS = ("ب", "ل", "و", "ك", "ف", "س", "ي", "ت", "م")


class TitleWords(ClubWords):
    """What stands before a word that may be the first of a name."""

    a: Analysis
    near: set[str]  # countries that the article names

    def _plain(self, i: int) -> bool:
        raise NotImplementedError

    def _surely_named(self, i: int, first: int) -> bool:
        """Whether a title stands before token i and only a name behind: الأميركية سيرينا وليامس."""
        if i + 1 >= len(self.a.words):
            return False
        word, following = self.a.words[i], self.a.words[i + 1]
        if not following.hits or not following.families <= _NAMES or _joined(following):
            return False
        given = word.key in self.a.tables.cues["given"]
        if word.kind != "word" or (not given and (word.key.startswith("ال") or _joined(word))):
            return False
        if (word.families & _FIRM and not given) or (word.hits and word.families <= _NAMES):
            return False
        return len(word.key) > 2 and not self.a.multi(i) and (given or self._titled(i, first))

    def _titled(self, i: int, first: int) -> bool:
        """Whether a role stands before token i (المهاجم الفرنسي …, مدربه …) or a nisba that is one (والصربية …)."""
        if i <= first:
            return False
        definite = False
        for j in range(i - 1, max(first, i - 2 - _BETWEEN) - 1, -1):
            word = self.a.words[j]
            if word.kind != "word":
                return False
            readings = self._role(word)
            if readings:
                definite = definite or any(r.article or r.pronoun for r in readings)  # اللاعب, مدربه
                told = j > first and self.a.words[j - 1].verbal and self._alone(i)  # سجل المهاجم …: his name
                return "pname" in self.a.words[i].families or (definite and (told or self._two_names(i)))
            if not word.best.article or _joined(word):
                break
            definite = True
        return self._national(i) and self._two_names(i)

    def _role(self, word: Word) -> list[Reading]:
        """The readings of a word that are a role."""
        roles = self.a.tables.cues["role"]
        return [r for r in (*word.readings, *(h.reading for h in word.hits), word.best) if r.core in roles]

    def _syllables(self, i: int) -> int:
        """How many words a Chinese or Korean name has that begins at i, in an article on the East."""
        if self.a.keys[i] not in self.a.tables.cues["east"] or self.near.isdisjoint(_EAST) or self.a.multi(i):
            return 0
        size, links = 1, self.a.tables.cues["link"]
        for word in self.a.words[i + 1 : i + 3]:
            short = word.kind == "word" and 1 < len(word.key) < 6 and word.surface[-1] not in "ةى"
            if not short or word.key.startswith("ال") or word.key in links or (word.verbal and size > 1):
                break
            if word.hits and size > 1 and not word.families <= {"pname", "place"}:
                break
            size += 1
        return size if size > 1 and self._strange_in(i + 1, i + size) else 0

    def _strange_in(self, first: int, end: int) -> bool:
        """Whether one of the words is of no table or a name."""
        return any(not w.hits or "pname" in w.families for w in self.a.words[first:end])

    def _national(self, i: int) -> bool:
        """Whether a definite nisba of one person stands right before: الصربية يلينا, والفرنسي زيدان."""
        for hit in self.a.words[i - 1].hits:
            if hit.ref.family == "nisba" and hit.reading.article and hit.ref.tag not in ("pl", "du"):
                return True
        return False

    def _two_names(self, i: int) -> bool:
        """Whether the words at i and behind can only be names, one of them a known one."""
        if i + 1 >= len(self.a.words):
            return False
        pair = (self.a.words[i], self.a.words[i + 1])
        if pair[1].surface in _PARTICLES and pair[0].kind == "word" and pair[0].families <= _NAMES:
            return not _joined(pair[0]) and not pair[0].best.article and not self._plain(i)
        known = foreign = 0
        for n, word in enumerate(pair):
            if word.kind != "word" or word.best.article or word.best.conjunction or self._plain(i + n):
                return False
            if word.hits and not word.families <= _NAMES:
                return False
            known += bool(word.hits)
            foreign += not word.hits and strange(word, n)
        return known + foreign == 2 or (known == 1 and not foreign and not pair[0].hits)

    def _foreign(self, i: int) -> bool:
        """Whether a word is of no table and spelled as names of other languages are, or nothing but a surname."""
        word = self.a.words[i]
        if word.kind != "word" or self._plain(i) or word.best.article or _joined(word):
            return False
        return strange(word, 1) if not word.hits else word.families == {"pname"}

    def _opens(self, i: int, first: int) -> bool:
        """Whether a verb stands right before token i, so that its subject follows."""
        return i > first and self.a.words[i - 1].verbal and "noun" not in self.a.words[i - 1].families

    def _alone(self, i: int) -> bool:
        """Whether an unknown word has no letters in front that may be clitics and no ending of an adverb."""
        word = self.a.words[i]
        return not word.key.startswith(_CLITICS) and not word.key.endswith(("ه", "ات")) and word.surface[-1] not in "ًاى"


def _joined(word: Word) -> bool:
    return bool(word.best.conjunction or word.best.preposition)


def strange(word: Word, second: int) -> bool:
    """Whether an unknown word is spelled as names of other languages are: no letter that only Arabic has, no ending."""
    key = word.key
    if len(key) < 4 or key.endswith(("ات", "ها", "هم", "ته")) or word.surface[-1] in "ةىً":
        return False
    if second and key.endswith(("ون", "ين")):
        return False
    return _ARABIC.isdisjoint(word.surface) and not _VOWELS.isdisjoint(key)
