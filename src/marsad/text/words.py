"""What a word form can be: its clitics taken off wherever the rest is a known form, memoised per surface form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import structs

from marsad.text.orthography import fold

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
# Object and possessive pronouns, longest first.
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ني", "ه", "ك", "ي")
_BY_ENDING = {end: tuple(p for p in _PRONOUNS if p[-1] == end) for end in dict.fromkeys(p[-1] for p in _PRONOUNS)}
_MEMO_LIMIT = 400_000
VERBAL = frozenset({"pf", "im", "js", "pv"})  # tags of finite verbs
# Forms that say too little about a word to forbid taking clitics off it.
_WEAK = frozenset({"content", "pname", "portfolio", "place"})
_ACTS = frozenset({"event", "report", "light", "verb"})  # families whose forms take objects


class Ref(msgspec.Struct, frozen=True, gc=False):
    """A lexicon form: the family of tables it belongs to, the entry's number there, and the inflection tag."""

    family: str
    entry: int
    tag: str


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to cut a word: conjunction, preposition (or future س), article, the rest as key, pronoun."""

    conjunction: str
    preposition: str
    article: bool
    core: str
    pronoun: str

    @property
    def full(self) -> str:
        """The key with its article, as a phrase in the lexicon spells it."""
        return "ال" + self.core if self.article else self.core


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A lexicon form found in a word, and the reading that found it."""

    ref: Ref
    reading: Reading


class Word(msgspec.Struct, gc=False):
    """Everything known about one surface form; shared by all its occurrences."""

    surface: str
    kind: str  # word, number, latin, mark
    key: str
    best: Reading  # the reading of the first hit, or the plainest guess
    hits: tuple[Hit, ...] = ()  # single-word forms
    singles: tuple[Any, ...] | None = None  # the finders' view of the hits, made once
    readings: tuple[Reading, ...] = ()  # all cuts of a word that no table has
    starts: tuple[tuple[str, Reading], ...] = ()  # keys that begin longer forms
    quantity: bool = False  # a word like "dozens of"
    families: frozenset[str] = frozenset()  # of the hits
    verbal: bool = False  # may be a finite verb
    named: frozenset[str] | None = None  # countries it names by itself, once it was asked for them
    classes: tuple[str, ...] | None = None  # classes of complement words it is of, once it was asked for them
    meets: tuple[str, ...] | None = None  # what entries may need that it meets, once it was asked for it
    sited: frozenset[str] | None = None  # the country of the place that it can only be, once it was asked for it


# Names, of which nobody says whose they are: يوجيني is no يوجي + "me".
_PROPER = frozenset({"pname", "place", "person", "country", "capital"})
_SERVANT = Ref("pname", 0, "both")  # عبدالرزاق in one word


class WordTable:
    """Analyses surface forms against a table of known forms; a dictionary remembers every form seen."""

    def __init__(self, forms: Mapping[str, Sequence[tuple[str, int, str]]], lengths: Mapping[str, int]) -> None:
        self._forms = forms
        self._lengths = lengths
        self._memo: dict[str, Word] = {}

    def word(self, surface: str) -> Word:
        """The analysis of a surface form."""
        found = self._memo.get(surface)
        if found is None:
            if len(self._memo) > _MEMO_LIMIT:
                self._memo.clear()
            found = self._memo[surface] = self._analyse(surface)
        return found

    def _analyse(self, surface: str) -> Word:
        first = surface[0]
        if not first.isalnum():
            return _plain(surface, "mark", surface)
        if first.isdigit():
            return _plain(surface, "number", surface)
        key = fold(surface)
        if not key:  # tatweel or tashkeel alone
            return _plain(surface, "mark", surface)
        word = _plain(surface, "latin" if key.isascii() else "word", key)
        whole = surface.endswith("ة")  # no pronoun follows a ta marbuta
        his = surface.endswith("ه")  # is one, unless the word is written so or the writer leaves out the dots
        readings = [Reading("", "", False, key, "")]
        if word.kind == "word":
            readings = [r for r in _readings(key) if not (whole and r.pronoun)]
        hits: list[Hit] = []
        starts: list[tuple[str, Reading]] = []
        for reading, found in self._believed(readings, his):
            hits += found
            if not reading.pronoun:
                if reading.article and reading.full in self._lengths:
                    starts.append((reading.full, reading))
                if reading.core in self._lengths:
                    starts.append((reading.core, reading))
        if not hits:
            hits = [Hit(_SERVANT, r) for r in readings if r.core.startswith("عبدال") and len(r.core) > 7][:1]
            word.readings = tuple(readings)
        word.hits = tuple(hits)
        word.quantity = any(h.ref.tag == "quant" for h in hits)
        word.starts = tuple(starts)
        word.families = _shared(frozenset([h.ref.family for h in hits]))
        word.verbal = any(h.ref.tag[:2] in VERBAL for h in hits)
        word.best = hits[0].reading if hits else _guess(key, readings)
        return word

    def _believed(self, readings: list[Reading], his: bool) -> Iterator[tuple[Reading, list[Hit]]]:
        """The cuts with the fewest clitics that make a known word, and those with fewer, with what each may be.

        Before a written ه an act with its object is believed too: طالبه is "demanded of him", not only a student.
        """
        plainest: int | None = None
        owned = False
        for reading in readings:
            cost = _cost(reading)
            if plainest is None or cost <= plainest:
                found = self._hits(reading)
                yield reading, found
                if plainest is None and any(h.ref.family not in _WEAK for h in found):
                    plainest, owned = cost, bool(reading.pronoun)
            elif not his:
                return
            elif reading.pronoun == "ه" and cost == plainest + 1 and not owned:
                yield reading, [h for h in self._hits(reading) if h.ref.family in _ACTS]

    def _refs(self, key: str) -> list[Ref]:
        return [Ref(*raw) for raw in self._forms.get(key, ())]

    def _hits(self, reading: Reading) -> list[Hit]:
        hits: list[Hit] = []
        if reading.article and reading.full in self._forms:
            plain = structs.replace(reading, article=False)
            hits = [Hit(ref, plain) for ref in self._refs(reading.full) if _fits(ref, plain)]
        if reading.core in self._forms:
            refs = self._refs(reading.core)
            if reading.preposition == "س" and reading.core.startswith("ا"):
                refs = [_first_person(ref) for ref in refs]
            hits += [Hit(ref, reading) for ref in refs if _fits(ref, reading)]
        return hits


def _plain(surface: str, kind: str, key: str) -> Word:
    """A word of which nothing is known."""
    return Word(surface, kind, key, Reading("", "", False, key, ""))


@lru_cache(maxsize=4096)
def _shared(families: frozenset[str]) -> frozenset[str]:
    """The one set of its content: words have few different ones."""
    return families


def _first_person(ref: Ref) -> Ref:
    """Behind س a perfect of forms IV and VII to X is the imperfect of "I", which is spelled alike: سأستمر."""
    return structs.replace(ref, tag="im.1s") if ref.tag.startswith("pf.3ms") else ref


def _fits(ref: Ref, reading: Reading) -> bool:
    """Verbs take س and object pronouns but no article or ب/ك; function words take no article; nouns no س."""
    head = ref.tag[:2]
    if reading.pronoun and ref.family in _PROPER:
        return False
    if head in VERBAL and not (ref.tag.endswith("/n") and reading.preposition != "س"):
        if reading.article or reading.preposition in ("ب", "ك"):
            return False
        if reading.preposition == "س":
            return head in ("im", "pv")
        return reading.preposition != "ل" or head in ("im", "js")
    if reading.preposition == "س":
        return False
    if ref.family == "func":
        return not reading.article and not (reading.pronoun and ref.tag != "pron")
    return not (reading.article and reading.pronoun)


def _cost(reading: Reading) -> int:
    return bool(reading.conjunction) + bool(reading.preposition) + bool(reading.pronoun)


def _readings(key: str) -> list[Reading]:
    """All cuts of a key, the plainest first."""
    found: list[Reading] = []
    for conjunction in ("", *_CONJUNCTIONS):
        if not key.startswith(conjunction):
            continue
        rest = key[len(conjunction) :]
        for preposition, tail, article in _openings(rest):
            if len(tail) < 2:
                continue
            found.append(Reading(conjunction, preposition, article, tail, ""))
            if article:
                continue
            for pronoun in _BY_ENDING.get(tail[-1], ()):
                if tail.endswith(pronoun) and len(tail) - len(pronoun) >= 2:
                    stem = tail[: -len(pronoun)]
                    found.append(Reading(conjunction, preposition, False, stem, pronoun))
                    if stem.endswith("ت"):
                        found.append(Reading(conjunction, preposition, False, stem[:-1] + "ه", pronoun))
                    elif stem.endswith("ا"):
                        found.append(Reading(conjunction, preposition, False, stem[:-1] + "ي", pronoun))
                    elif stem.endswith(("و", "ي")):  # hamza seat before a pronoun: أبناؤه
                        found.append(Reading(conjunction, preposition, False, stem[:-1] + "ء", pronoun))
    if not found:  # a letter alone: the ل of لـCNN
        found.append(Reading("", "", False, key, ""))
    found.sort(key=_cost)
    return found


def _openings(rest: str) -> list[tuple[str, str, bool]]:
    out = [("", rest, False)]
    if rest.startswith("ال"):
        out.append(("", rest[2:], True))
    for preposition in _PREPOSITIONS:
        if rest.startswith(preposition):
            tail = rest[1:]
            out.append((preposition, tail, False))
            if tail.startswith("ال"):
                out.append((preposition, tail[2:], True))
            elif preposition == "ل" and tail.startswith("ل"):  # للرئاسة
                out.append((preposition, tail[1:], True))
    if rest.startswith("س") and len(rest) > 3 and rest[1] in "يتنا":
        out.append(("س", rest[1:], False))
    return out


def _guess(key: str, readings: list[Reading]) -> Reading:
    """The cut of an unknown word: an article is believed, other clitics are not."""
    for reading in readings:
        if reading.article and not reading.pronoun and len(reading.core) >= 3:
            return reading
    return Reading("", "", False, key, "")
