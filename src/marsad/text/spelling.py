"""What is left of a foreign name when everything that newspapers spell in several ways is taken off it."""

from __future__ import annotations

from functools import lru_cache

# Letters that stand for one foreign sound (Agadez: أغاديز, أقاديز, أجاديز; Tana: تانا, طانا).
_CLASSES = str.maketrans("طثضذظصحقغجخگپڤچژ", "تتددزسهكككككبفشز")
_VOWELS = str.maketrans("", "", "اويءع")
_OPENING = {"ع": "ا"}
_SILENT = "هاةيوى"


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """The consonants of a folded name by classes of sound, a vowel only where the name begins with it.

    Words are joined, doubled letters are one, and "tsh" is "sh": Bihać is "بهش" as بيهاتش and as بيهاش. Two spellings
    of a foreign name mostly have one skeleton; so have different names, of which the caller has to choose.
    """
    joined = key.replace(" ", "")
    if not joined:
        return ""
    first = _OPENING.get(joined[0], joined[0])
    rest = joined[1:].rstrip(_SILENT).translate(_VOWELS)
    plain = (first + rest).translate(_CLASSES).replace("تش", "ش")
    return "".join(letter for n, letter in enumerate(plain) if n == 0 or letter != plain[n - 1])
