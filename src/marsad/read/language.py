"""Which language a text is in, as far as its letters tell."""

from __future__ import annotations

import re
import unicodedata

_SAMPLE = 500  # characters looked at, twice: at the beginning and in the middle
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_YEH_KAF = "يىكئ"
_PERSIAN_YEH_KAF = "یک"
_PERSIAN_ONLY = "پچژگ"
_URDU_ONLY = "ٹڈڑےںۓہھ"
_OTHER_ARABIC_SCRIPT = "ەێۆڵڕڤڭېۇۈښړځټډڼ"  # Kurdish, Uyghur, Pashto
_SCRIPTS = (("LATIN", "Latn"), ("CYRILLIC", "Cyrl"), ("HEBREW", "Hebr"), ("GREEK", "Grek"), ("CJK", "Hani"))


def detect_language(text: str) -> str:
    """The BCP 47 tag of the text: ar, fa, ur, und-Arab (other languages in its letters), und-Latn …, und."""
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "und"
    arabic = _ARABIC.subn("", sample)[1]
    if arabic * 2 >= letters:
        return _arabic_script(sample, arabic)
    names = [unicodedata.name(c, "") for c in sample[:4000] if c.isalpha()] or [""]
    for prefix, script in _SCRIPTS:
        if sum(1 for name in names if name.startswith(prefix)) * 2 >= len(names):
            return f"und-{script}"
    return "und"


def _arabic_script(sample: str, letters: int) -> str:
    persian_yeh = _count(sample, _PERSIAN_YEH_KAF)
    persian_typed = persian_yeh > _count(sample, _ARABIC_YEH_KAF)
    # Arabic spells a foreign name with گ or پ now and then; Persian has them in 2-3 letters of 100.
    if _count(sample, _URDU_ONLY) > 0.02 * letters and persian_typed:
        return "ur"
    if _count(sample, _OTHER_ARABIC_SCRIPT) > 0.02 * letters:
        return "und-Arab"
    if persian_typed and _count(sample, _PERSIAN_ONLY) > 0.008 * letters:
        return "fa"
    return "ar"


def _count(sample: str, letters: str) -> int:
    return sum(sample.count(c) for c in letters)
