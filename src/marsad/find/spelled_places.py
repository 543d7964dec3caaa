"""Names of foreign places in a spelling that no table has, known by their consonants where a place is told."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from math import log10

import msgspec

from marsad.find.analysis import Match
from marsad.find.place_words import PlaceWords
from marsad.find.title_words import strange
from marsad.lexicon.spellings import ARABIC
from marsad.text.spelling import skeleton
from marsad.text.words import Reading, Ref

_LONGEST = 3  # words of a name
_LIKENESS = 0.72  # least likeness of two spellings of one skeleton: which vowels are written, and where
_SHORT = 0.85  # of those with fewer consonants than _CONSONANTS, and of words that are names of people
_SAME = 0.92  # of those with two
_JOINED = 0.95  # of Arabic names, which differ by a space only
_CONSONANTS = 4
_SIZE = 0.06  # what ten times the people are worth beside likeness
_NAMES = frozenset({"pname"})
_FOREIGN = frozenset({"pname", "place"})
_PART = frozenset({"pname", "place", "func"})


@lru_cache(maxsize=2)
def _index(packed: bytes) -> dict[str, list[tuple[str, int]]]:
    return msgspec.msgpack.decode(packed, type=dict[str, list[tuple[str, int]]])


class SpelledPlaces(PlaceWords):
    """What the reader of mentions asks about words of no table."""

    def _plain(self, i: int) -> bool:
        raise NotImplementedError

    def _longer_place(self, i: int, limit: int) -> Match | None:
        """بلدة بول خمري: a name of several words behind a word for a town, though its first is a place too."""
        if not self._town_before(i) or self.a.words[i].kind != "word" or not self._goes_on(i + 1, limit, True):
            return None
        for size in range(min(_LONGEST, limit - i), 1, -1):
            if all(self._part(j) for j in range(i + 1, i + size)) and not self._goes_on(i + size, limit, True):
                row = self._alike(" ".join(self.a.keys[i : i + size]), _SHORT, _CONSONANTS)
                if row is not None:
                    return Match(size, Ref("place", row, "alike"), Reading("", "", False, self.a.keys[i], ""))
        return None

    def _spelled_place(self, i: int, limit: int) -> Match | None:
        """بلدة غوساو, قصف على ستيباناكرت: the place that a word of no table spells, where a place is expected."""
        word = self.a.words[i]
        if i == 0 or word.kind != "word" or not word.families <= _NAMES or word.key.startswith("ال"):
            return None
        town = self._town_before(i)
        if not town and (word.hits or self._plain(i) or not strange(word, 1) or not self._expected(i)):
            return None
        for size in range(min(_LONGEST, limit - i), 0, -1):
            if all(self._part(j) for j in range(i + 1, i + size)) and not self._goes_on(i + size, limit, town):
                row = self._row_of(i, size, town)
                if row is not None:
                    return Match(size, Ref("place", row, "alike"), Reading("", "", False, self.a.keys[i], ""))
        return None

    def _row_of(self, i: int, size: int, town: bool) -> int | None:
        key = " ".join(self.a.keys[i : i + size])
        bare = next((n for f, n, _ in self.a.tables.forms.get("ال" + key, ()) if f == "place"), None)
        if bare is not None and self._word_before(i).removeprefix("و") in self.a.tables.cues["settlement"]:
            return bare  # مدينة بليدة
        known = bool(self.a.words[i].hits) and size == 1
        least = _SHORT if known or not town else _LIKENESS
        return self._alike(key, least, _CONSONANTS - town + (not town and not self._of_force(i - 1)))

    def _part(self, j: int) -> bool:
        word = self.a.words[j]
        return word.kind == "word" and word.families <= _PART and not word.best.article

    def _goes_on(self, j: int, limit: int, town: bool) -> bool:
        """Whether a word that may belong to the name follows: ميكسيكو بيتش; of a town any unknown one."""
        if j >= limit or self.a.words[j].kind != "word" or self._plain(j):
            return False
        word = self.a.words[j]
        return word.families <= _FOREIGN and (strange(word, 1) or (town and not word.hits))

    def _town_before(self, i: int) -> bool:
        kind = self._word_before(i)
        towns = self.a.tables.cues["town"]
        return kind != "حي" and (kind in towns or (kind[:1] in ("ب", "ل", "و") and kind[1:] in towns))

    def _expected(self, i: int) -> bool:
        """Whether a preposition of place stands before, and the sentence does not go on describing the word."""
        return self._word_before(i) in self.a.tables.cues["whither"] and self._ends(i + 1)

    def _alike(self, key: str, least: float, consonants: int) -> int | None:
        """The place that is spelled most like a key of the same skeleton: first of countries the article names."""
        bones = skeleton(key)
        if len(bones) < consonants - 1:
            return None
        if len(bones) < _CONSONANTS:
            least = max(least, _SHORT if len(bones) >= consonants else _SAME)
        best: tuple[int, float] | None = None
        row = None
        for form, number in _index(self.a.tables.spellings).get(bones, ()):
            place = self.a.tables.places[number]
            likeness = SequenceMatcher(None, key, form).ratio()
            if likeness < (_JOINED if place.country in ARABIC else least):
                continue
            rank = 2 if place.country in self.near else 1 if place.country in self.around else 0
            score = likeness + _SIZE * log10(place.population + 10)
            if best is None or (rank, score) > best:
                best, row = (rank, score), number
        return row
