"""What is asked of a mention whenever it is compared with others of its type, found once for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.when_features import telling
from marsad.find.mentions import Mention
from marsad.text.words import Word

if TYPE_CHECKING:
    from marsad.coding.merge import Draft

_AROUND = 10  # tokens on each side of a mention whose words are compared
_SHORT = 3  # letters of words that tell little
_COMPLEMENT = 10  # tokens after a mention in which stands what it is about
_RARE = 3  # sentences of the article up to which a word has something to tell of the mentions among which it stands
_NEAR = 8  # tokens on each side of a mention in which stand those it speaks of
_BEHIND = 10  # tokens after a mention in which stands its own place
_OPENING = 3  # tokens from the start of a sentence up to which a mention opens it


class Scene:
    """What a sentence tells: the words that few sentences of the article have, whom it names, and which places."""

    __slots__ = ("named", "places", "rare")

    def __init__(self, c: Candidate, common: dict[str, int]) -> None:
        a, s, mentions = c.shape.a, c.shape.s, c.shape.mentions
        self.rare = frozenset([w for w in _telling(a.words[s.start : s.end]) if common[w] <= _RARE])
        self.named = frozenset([(m.best.country, m.best.head) for m in mentions if not m.bare])
        self.places = frozenset([m.places[0] for m in mentions if m.places])


class Setting:
    """What is asked of a mention whenever it is compared: its words, numbers, likely sides, rank among its type."""

    __slots__ = (
        "actors", "behind", "complement", "heads", "lands", "numbers", "opener", "opens", "rank", "recipients",
        "scene", "told", "top_actor", "top_recipient", "words",
    )  # fmt: skip

    def __init__(self, c: Candidate, rank: int, scene: Scene) -> None:
        a, s = c.shape.a, c.shape.s
        low, high = max(s.start, c.first - _AROUND), min(s.end, c.last + 1 + _AROUND)
        around = a.words[low:high]
        beside = [*a.words[low : c.first], *a.words[c.last + 1 : high]]
        self.rank = rank
        self.scene = scene
        self.words = frozenset(_telling(beside))
        self.complement = frozenset(_telling(a.words[c.last + 1 : min(s.end, c.last + 1 + _COMPLEMENT)]))
        self.numbers = frozenset([w.key for w in around if w.kind == "number"])
        self.actors: dict[str, float] = {}
        self.recipients: dict[str, float] = {}
        for o in c.options:
            key = o.mention.country or o.mention.best.head
            actor, recipient = o.chances
            if actor >= self.actors.get(key, 0.0):
                self.actors[key] = actor
            if recipient >= self.recipients.get(key, 0.0):
                self.recipients[key] = recipient
        self.top_actor = max(self.actors.values(), default=0.0)
        self.top_recipient = max(self.recipients.values(), default=0.0)
        self.opener = a.keys[s.start], a.keys[min(s.start + 1, s.end - 1)]
        self.opens = c.first - s.start < _OPENING
        self.told = telling(c)
        near = [m for m in c.shape.mentions if abs(m.first - c.first) <= _NEAR]
        self.heads = frozenset([m.best.head for m in near])
        self.lands = frozenset([(m.country, m.sector) for m in near])
        behind = [m for m in c.shape.mentions if m.places and 0 < m.first - c.last <= _BEHIND]
        self.behind = behind[0].places[0] if behind else None


class Settings:
    """The settings of the mentions of an article, each found when first asked for."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._found: dict[int, Setting] = {}
        self._scenes: dict[int, Scene] = {}
        self._common: dict[str, int] = {}  # sentences of the article that have a word
        self._sides: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._heads: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._rank: dict[int, int] = {}
        self.counts: dict[str, int] = {}  # candidates of each type
        for c in candidates:
            kind = c.entry.type
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self._rank[id(c)] = self.counts[kind]

    def of(self, c: Candidate) -> Setting:
        """The setting of a candidate of the article."""
        found = self._found.get(id(c))
        if found is None:
            found = self._found[id(c)] = Setting(c, self._rank[id(c)], self._scene(c))
        return found

    def _scene(self, c: Candidate) -> Scene:
        """What the sentence of a candidate tells."""
        number = c.shape.s.number
        if number not in self._scenes:
            if not self._common:
                a = c.shape.a
                self._common = Counter(w for s in a.sentences for w in set(_telling(a.words[s.start : s.end])))
            self._scenes[number] = Scene(c, self._common)
        return self._scenes[number]

    def heads(self, d: Draft) -> tuple[frozenset[str], frozenset[str]]:
        """Head words of the actors and of the recipients of a mention before it is merged."""
        found = self._heads.get(id(d))
        if found is None:
            actors, recipients = (frozenset([m.best.head for m in side]) for side in (d.actors, d.recipients))
            found = self._heads[id(d)] = actors, recipients
        return found

    def sides(self, d: Draft) -> tuple[frozenset[str], frozenset[str]]:
        """Countries, or heads, of the actors and of the recipients of a mention before it is merged."""
        found = self._sides.get(id(d))
        if found is None:
            found = self._sides[id(d)] = _codes(d.actors), _codes(d.recipients)
        return found


def _telling(words: Sequence[Word]) -> list[str]:
    """Stems of the words but short ones."""
    return [w.best.core for w in words if w.kind != "mark" and len(w.key) > _SHORT]


def _codes(mentions: list[Mention]) -> frozenset[str]:
    return frozenset([m.country or m.best.head for m in mentions])
