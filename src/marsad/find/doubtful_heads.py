"""Words that head the mention of an actor in few places: adjectives, words of other spelling, words for things too."""

from __future__ import annotations

from marsad.find.analysis import Analysis, Match
from marsad.find.mentions import Mention
from marsad.lexicon.schema import ActorNoun
from marsad.text.orthography import fold
from marsad.text.words import Word

_PROPER = frozenset({"country", "capital", "place", "person", "org"})
_HAMZAS = "أإآ"
_ENDS = {"ه": "ة", "ى": "ي"}  # what is written alike where dots are left out
_LONG = frozenset("اويه")
_ROOT = 3  # letters
_SUFFIXES = ("هما", "ها", "هم", "هن", "نا", "كم", "ه")  # pronouns behind a preposition


def is_attribute(a: Analysis, i: int, match: Match) -> bool:
    """Whether a nisba that is a noun too only describes: الرد العسكري, حل سياسي, no soldier and no politician."""
    core, nisbas = match.reading.core, a.tables.cues["attributive"]
    if match.ref.tag != "sg" or match.size > 1 or not (core in nisbas or core[:-1] in nisbas):
        return False
    if core.endswith("ا"):
        return _is_adverb(a, i)
    if i == 0 or match.reading.preposition or match.reading.conjunction:
        return False
    before = a.words[i - 1]
    if before.kind != "word" or before.best.core in a.tables.cues["befalls"] or is_verb_here(a, i - 1):
        return False
    if "func" in before.families:
        return False
    if match.reading.article:
        owned = bool(before.best.pronoun) or not _PROPER.isdisjoint(before.families)
        return before.best.article or before.key.startswith("ال") or owned
    return not before.best.article


def _is_adverb(a: Analysis, i: int) -> bool:
    """ينتصر عسكريا, ردا عسكريا, against 15 عسكريا and دبلوماسيا إيرانيا: counted, or described and behind no noun."""
    before = a.words[i - 1] if i else None
    if before is not None and (before.kind == "number" or any(h.ref.tag == "quant" for h in before.hits)):
        return False
    described = i + 1 < len(a.words) and any(h.ref.family == "nisba" for h in a.words[i + 1].hits)
    return not described or (before is not None and before.kind == "word" and before.key.endswith("ا"))


def is_verb_here(a: Analysis, i: int) -> bool:
    """Whether a word that may be a finite verb is one: it opens the clause, no preposition, noun or verb before it."""
    word = a.words[i]
    if not word.verbal or word.best.preposition or word.best.article:
        return False
    said = any(h.ref.family == "report" and h.ref.tag[:2] in ("pf", "im") for h in word.hits)
    if i == 0 or said or word.best.conjunction or a.words[i - 1].kind != "word":
        return True
    tags = [h.ref.tag for h in a.words[i - 1].hits if h.ref.family == "func"]
    return bool(tags) and not all(tag in ("prep", "quant") for tag in tags)


def is_idle(a: Analysis, m: Mention) -> bool:
    """Whether a bare word for a state or thing (الحاجة, صحة, المقرر) stands where nobody acts: not behind a verb."""
    if not m.bare or m.first != m.last or m.head not in a.tables.cues["idle"]:
        return False
    return m.first == 0 or bool(m.preposition) or not is_verb_here(a, m.first - 1)


def is_other_word(a: Analysis, i: int, match: Match) -> bool:
    """Whether the letters that folding makes alike tell a noun from the word that stands there: آمن is no أمن."""
    if match.size > 1:
        return False
    word, core = a.words[i], match.reading.core
    if match.reading.article and match.ref.tag in ("du", "pl") and core in a.tables.cues["attributive"]:
        return True  # الرئيسي "main": a construct, of which رئيسي is one, has no article
    start = word.key.find(core)
    if start < 0 or len(word.key) != len(word.surface):
        return False
    surface = word.surface[start : start + len(core)]
    ends = surface[-1] in _ENDS and start + len(core) == len(word.key)
    if surface[0] not in _HAMZAS and not ends:
        return False
    forms = _spelled(a.tables.nouns[match.ref.entry], core)
    if not forms:
        return ends and a.dotted and surface[-1] == "ى" and match.ref.tag == "pl"  # وإلى and ولاة
    if surface[0] in _HAMZAS and all(f[0] in _HAMZAS and f[0] != surface[0] for f in forms):
        return True  # إشراف and أشراف
    if not ends or not a.dotted or any(f[-1] != _ENDS[surface[-1]] for f in forms):
        return False  # وإلى is no والي
    entries = [row[1] for row in a.tables.forms.get(core[:-1], ()) if row[0] == "noun"]
    return surface[-1] != "ه" or match.ref.entry not in entries  # قتله is no قتلة, but شقيقه has شقيق


def is_seat(a: Analysis, i: int, end: int) -> bool:
    """Whether a capital gives an agreement or a meeting its name: اتفاق باريس, but not اتفاق باريس ولندن."""
    if i == 0 or a.words[i - 1].best.core not in a.tables.cues["gathering"]:
        return False
    following = a.words[end] if end < len(a.words) else None
    return following is None or not (following.key in ("مع", "بين") or following.best.conjunction)


def is_said(a: Analysis, i: int, told: bool) -> bool:
    """Whether what stands in quotation marks is no name but said: الحكومة "تتعاون".

    Where it is `told` already who it is also الجيش "بسهولة", المملكة "لا تطاق".
    """
    word = a.words[i]
    adverb = word.surface.endswith(("ا", "اً")) and not word.hits
    if told and ("func" in word.families or word.best.preposition or adverb):
        return True
    tags = [h.ref.tag[:2] for h in word.hits if h.ref.family != "content"]
    return bool(tags) and all(t in ("im", "pf") for t in tags)


def ends_name(a: Analysis, word: Word) -> bool:
    """Whether a word of no table cannot go on with a name: a preposition with a pronoun, the pattern of a verb."""
    if word.hits:
        return False
    key = word.key
    for prefix in a.tables.cues["imperfect"]:  # يتمتع, سيضعف: a prefix and the three letters of a root
        if key.startswith(prefix) and len(key) == len(prefix) + _ROOT and _LONG.isdisjoint(key[len(prefix) :]):
            return True
    return any(key.endswith(s) and _is_preposition(a, key[: -len(s)]) for s in _SUFFIXES)


def _is_preposition(a: Analysis, key: str) -> bool:
    return any(family == "func" and tag == "prep" for family, _, tag in a.tables.forms.get(key, ()))


def _spelled(entry: ActorNoun, key: str) -> list[str]:
    """The forms of an entry that fold to a key, as they are written."""
    return [f for f in (entry.lemma, *entry.plural, *entry.forms, entry.feminine) if f and fold(f) == key]
