"""The country of an actor whom the text gives none: "the police", "three soldiers", "a court in the capital".

Each country that the article names near by, or often, is an option, and so is none; weights choose
(`tools/train_scenes.py` fits them on hand codings).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

import msgspec

from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.text.orthography import without_and

NOT_HOME = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})  # codes of what is no country
_PLACES = frozenset({"country", "capital", "place"})
_LIMITS = (1, 2, 3, 5, 8, 12, 18)  # tokens
_OFTEN = 3  # countries named most that are options wherever the actor stands
_BACK = 3  # sentences before whose countries are options
_OPENING = 5  # tokens that open a sentence
_SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9)


class Seen(msgspec.Struct, frozen=True):
    """A country where a sentence names it: the tokens, what names it, whether that is said to be where, or speaks."""

    first: int
    last: int
    code: str
    kind: str
    where: bool
    speaks: bool


class Scenes:
    """The countries that an article names, sentence by sentence; made before actors are given any."""

    def __init__(self, a: Analysis, mentions: list[list[Mention]], weigh: Callable[[Iterable[str]], int]) -> None:
        self.a = a
        self.weigh = weigh
        self.seen = [[_seen(m, a) for m in found if is_land(m.country)] for found in mentions]
        self.counts: dict[str, int] = {}
        for here in self.seen:
            for x in here:
                self.counts[x.code] = self.counts.get(x.code, 0) + 1
        self.all = sum(self.counts.values())
        self.title = {x.code for s, here in zip(a.sentences, self.seen, strict=True) if s.kind == "title" for x in here}

    def choose(self, m: Mention, number: int) -> str | None:
        """The likeliest country of an actor of a sentence, or none."""
        best: tuple[int, str | None] = (0, None)
        for n, (code, features) in enumerate(self.options(m, number)):
            weight = self.weigh(features)
            if n == 0 or weight > best[0]:
                best = weight, code
        return best[1]

    def options(self, m: Mention, number: int) -> list[tuple[str | None, list[str]]]:
        """Each country that an actor of a sentence may be of, the nearest first, none last; what is seen of it."""
        here = sorted((x for x in self.seen[number] if not m.first <= x.first <= m.last), key=lambda x: _gap(x, m))
        near = list(dict.fromkeys(x.code for x in here))
        before = [x for n in range(number - 1, max(-1, number - 1 - _BACK), -1) for x in reversed(self.seen[n])]
        codes = dict.fromkeys([*near, *(x.code for x in before), *self.a.salient[:_OFTEN]])
        found: list[tuple[str | None, list[str]]] = [
            (code, self._features(m, number, code, here, near)) for code in codes
        ]
        return [*found, (None, self._of_none(m, len(near)))]

    def _features(self, m: Mention, number: int, code: str, here: list[Seen], near: list[str]) -> list[str]:
        kind, rule, sector = _what(m)
        own = [x for x in here if x.code == code]
        out = self._beside(m, own[0], near.index(code), here, number) if own else [f"away|{kind}"]
        inside = "in" if own else "out"
        back = self._back(number, code)
        rank = self.a.salient.index(code) if code in self.a.salient[:_OFTEN] else _OFTEN
        share = bisect_left(_SHARES, self.counts.get(code, 0) / max(1, self.all))
        title = code in self.title
        others = min(len(near), 2)
        return [
            *out, f"back:{back}|{kind}|{inside}", f"back:{back}|{others}", f"salient:{rank}|{kind}|{inside}",
            f"salient:{rank}|{others}|{kind}", f"share:{share}|{inside}", f"share:{share}|{kind}|{inside}",
            f"title:{title}|{kind}|{inside}", f"rule:{rule}|{inside}", f"rule:{rule}|salient:{rank}",
            f"sector:{sector}|{inside}|{rank}", f"definite:{m.definite}|{kind}|{inside}|{rank}",
            f"last:{self._last(number, code, m)}|{kind}|{inside}", f"lastwhere:{self._where(number, code, m)}|{kind}",
        ]  # fmt: skip

    def _beside(self, m: Mention, x: Seen, rank: int, here: list[Seen], number: int) -> list[str]:
        """What is seen of the mention of a country that stands nearest to an actor in his sentence."""
        a, (kind, rule, sector) = self.a, _what(m)
        side = "before" if x.first < m.first else "behind"
        distance = bisect_left(_LIMITS, _gap(x, m))
        between = range(x.last + 1, m.first) if side == "before" else range(m.last + 1, x.first)
        verbs = min(sum([a.words[j].verbal for j in between]), 2)
        comma = any(a.words[j].surface in "،,:" for j in between)
        closest = next((y.code for y in here if (y.first < m.first) is (side == "before")), "") == x.code
        opens = x.where and x.first - a.sentences[number].start < _OPENING
        where = any(y.where for y in here if y.code == x.code)
        return [
            f"near:{side}{distance}", f"near:{side}{distance}|{kind}", f"rank:{rank}|{kind}",
            f"rank:{rank}|{side}|{kind}",
            f"as:{x.kind}|{side}|{kind}", f"as:{x.kind}|{x.where}|{kind}", f"where:{x.where}|{side}|{kind}",
            f"where:{x.where}|{rank}|{sector}", f"verbs:{verbs}|{side}|{kind}", f"comma:{comma}|{side}|{kind}",
            f"closest:{closest}|{side}|{kind}", f"opens:{opens}|{kind}", f"anywhere:{where}|{rank}|{kind}",
            f"speaks:{x.speaks}|{side}|{kind}", f"speaks:{x.speaks}|{x.kind}|{side}", f"speaks:{x.speaks}|{rank}",
            f"rule:{rule}|{side}", f"rule:{rule}|{x.where}", f"verbs:{verbs}|{x.kind}|{side}",
        ]  # fmt: skip

    def _back(self, number: int, code: str) -> str:
        """How many sentences before a country was named last, and whether in the paragraph."""
        block = self.a.sentences[number].block
        for n in range(number - 1, -1, -1):
            if any(x.code == code for x in self.seen[n]):
                near = "p" if self.a.sentences[n].block == block else ""
                return f"{min(number - n, 4)}{near}"
        return "never"

    def _last(self, number: int, code: str, m: Mention) -> bool:
        """Whether a country was the last named before an actor."""
        return self._latest(number, m, False) == code

    def _where(self, number: int, code: str, m: Mention) -> str:
        """Whether something was last said to be in a country, before an actor."""
        latest = self._latest(number, m, True)
        return "none" if latest is None else "same" if latest == code else "other"

    def _latest(self, number: int, m: Mention, where: bool) -> str | None:
        for n in range(number, -1, -1):
            for x in reversed(self.seen[n]):
                if (n < number or x.first < m.first) and (x.where or not where):
                    return x.code
        return None

    def _of_none(self, m: Mention, near: int) -> list[str]:
        kind, rule, sector = _what(m)
        top = bisect_left(_SHARES, max(self.counts.values(), default=0) / max(1, self.all))
        return [
            "none", f"none|{kind}", f"none|rule:{rule}", f"none|sector:{sector}|{kind}", f"none|{min(near, 3)}|{kind}",
            f"none|definite:{m.definite}|{kind}", f"none|top:{top}", f"none|top:{top}|{kind}",
            f"none|plural:{m.plural}|{kind}",
        ]  # fmt: skip


def is_land(code: str | None) -> bool:
    """Whether a code is that of a country."""
    return code is not None and len(code) == 3 and code not in NOT_HOME


def _seen(m: Mention, a: Analysis) -> Seen:
    where = m.kind in _PLACES and stands_in(m, a)
    speaks = m.first > 0 and "report" in a.words[m.first - 1].families
    return Seen(m.first, m.last, m.country or "", m.kind, where, speaks)


def stands_in(m: Mention, a: Analysis) -> bool:
    """Whether "in", or a word like it, stands before a mention."""
    before = without_and(a.keys[m.first - 1], a.tables.locatives) if m.first else ""
    return m.preposition == "ب" or before in a.tables.locatives


def _gap(x: Seen, m: Mention) -> int:
    """Tokens from one to the other."""
    return x.first - m.last if x.first > m.last else max(1, m.first - x.last)


def _what(m: Mention) -> tuple[str, str, str]:
    """Kind, rule and sector of an actor."""
    return m.kind, m.rule.partition("+")[0], m.sector or "-"
