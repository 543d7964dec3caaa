"""Clubs of sport that bear the name of a town or an everyday word (برشلونة, الهلال): clubs where a match is told."""

from __future__ import annotations

from marsad.find.analysis import Analysis, Match
from marsad.text.words import Reading, Ref

_ENOUGH = 3  # different words of sport that make an article one about it
_CLITICS = ("", "و", "ل", "ب", "ول", "وب")


class ClubWords:
    """What stands around a word that may be a club."""

    a: Analysis
    sport: bool  # the article tells of matches

    def _club(self, i: int, first: int) -> Match | None:
        """The club that token i names without the word for it, in an article on sport; None for the town."""
        if not self.sport or not self._contends(i, first):
            return None
        return self._bare_club(self.a.keys[i])

    def _beside(self, i: int, first: int) -> bool:
        """Whether a club, with a nisba or without, stands right before token i: الأهلي المصري والزمالك."""
        nisba = any(h.ref.family == "nisba" for h in self.a.words[i - 1].hits)
        j = i - 2 if nisba and i - 2 >= first else i - 1
        return self._bare_club(self.a.keys[j]) is not None

    def _bare_club(self, key: str) -> Match | None:
        for clitics in _CLITICS:
            if not key.startswith(clitics):
                continue
            bare = key[len(clitics) :]
            if clitics.endswith("ل") and bare.startswith("ل"):
                bare = "ا" + bare  # للهلال
            for family, entry, tag in self.a.tables.forms.get(f"نادي {bare}", ()):
                if family == "org" and self.a.tables.names[entry].kind == "club":
                    reading = Reading("و" if "و" in clitics else "", clitics.strip("و"), False, bare, "")
                    return Match(1, Ref(family, entry, tag), reading)
        return None

    def _contends(self, i: int, first: int) -> bool:
        """Whether what stands before token i is a verb, a rival or a word for a team, and not a place to be in."""
        if i <= first:
            return True
        word, key = self.a.words[i - 1], self.a.keys[i - 1]
        if key in self.a.tables.cues["rival"] or word.best.core in self.a.tables.cues["rival"]:
            return True
        if key == "في" or self.a.words[i].best.preposition == "ب":
            return False
        return word.verbal or (self.a.keys[i].startswith("و") and self._beside(i, first)) or word.surface in ':"«('


def on_sport(a: Analysis) -> bool:
    """Whether an article tells of matches."""
    cues = a.tables.cues["sport"]
    found = {core for w in a.words for core in (w.key, w.best.core) if core in cues}
    return len(found) >= _ENOUGH
