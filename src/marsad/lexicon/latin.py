"""Arabic spellings of names in Latin letters, by the spelling habits of their country: one of several in use."""

from __future__ import annotations

import re
import unicodedata

FRENCH = frozenset("HTI MLI BFA NER TCD CMR CAF COD BDI GIN CIV SEN MDG FRA BEL BEN TGO GAB COG DJI".split())
SPANISH = frozenset(
    "MEX COL VEN HND GTM SLV ECU NIC PER PHL ESP ARG CHL URY PRY BOL DOM CUB PAN CRI PRI".split()
)
PORTUGUESE = frozenset("MOZ AGO GNB BRA TLS PRT CPV STP".split())
SLAVIC = frozenset("BIH HRV SRB KOS MKD MNE SVN".split())
TURKIC = frozenset("TUR AZE".split())

_FRENCH = (("tch", "تش"), ("ch", "ش"), ("eau", "و"), ("au", "و"), ("ou", "و"), ("oi", "وا"), ("qu", "ك"), ("gn", "ني"),
           ("j", "ج"), ("dj", "ج"))  # fmt: skip
_SPANISH = (("ch", "تش"), ("ll", "ي"), ("ñ", "ني"), ("qu", "ك"), ("güe", "غوي"), ("gue", "غي"), ("gui", "غي"),
            ("ge", "خي"), ("gi", "خي"), ("j", "خ"), ("h", ""), ("z", "س"))  # fmt: skip
_PORTUGUESE = (("lh", "لي"), ("nh", "ني"), ("ch", "ش"), ("qu", "ك"), ("ç", "س"), ("x", "ش"), ("ge", "جي"), ("gi", "جي"))
_SLAVIC = (("lj", "لي"), ("nj", "ني"), ("dž", "ج"), ("đ", "دي"), ("ž", "ج"), ("č", "تش"), ("ć", "تش"), ("š", "ش"),
           ("c", "تس"), ("j", "ي"))  # fmt: skip
_TURKIC = (("ç", "تش"), ("ş", "ش"), ("ğ", "غ"), ("c", "ج"), ("x", "خ"), ("ə", "ا"), ("ı", "ي"), ("q", "غ"))
_ENGLISH = (
    ("shch", "شت"), ("tch", "تش"), ("ch", "تش"), ("sh", "ش"), ("kh", "خ"), ("zh", "ج"), ("gh", "غ"), ("ph", "ف"),
    ("th", "ث"), ("dh", "د"), ("ck", "ك"), ("qu", "ك"), ("ts", "تس"), ("ce", "سي"), ("ci", "سي"), ("cy", "سي"),
    ("ee", "ي"), ("oo", "و"), ("ou", "و"), ("au", "او"), ("x", "كس"), ("ə", "ا"), ("ı", "ي"), ("ð", "د"),
)  # fmt: skip
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "ا ب ك د ي ف غ ه ي ج ك ل م ن و ب ك ر س ت و ف و ي ز".split(), strict=True))
_KEPT = "ñçşğčćšžđüəıð"


def spelled(name: str, country: str) -> str:
    """An Arabic spelling of a name in Latin letters, by the spelling habits of its country."""
    name = re.sub(r"\([^)]*\)| Town$", " ", name).split("/")[0].split(",")[0].lower()
    return " ".join(filter(None, (_spelled(part, country) for part in re.split(r"[\s\-‘’'ʼ`]+", name))))


def _spelled(word: str, country: str) -> str:
    if country in FRENCH:
        word = re.sub(r"(?<=..)(?:es|s|t|e|x)$", "", word)  # silent endings: Gonaïves
    plain = "".join(c if c in _KEPT else _bare(c) for c in unicodedata.normalize("NFC", word))
    own = (
        _FRENCH if country in FRENCH
        else _SPANISH if country in SPANISH
        else _PORTUGUESE if country in PORTUGUESE
        else _SLAVIC if country in SLAVIC
        else _TURKIC if country in TURKIC
        else ()
    )  # fmt: skip
    if country not in SLAVIC and country not in TURKIC:
        plain = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", plain) if country not in SPANISH else plain
    for latin, arabic in (*own, *_ENGLISH):
        plain = plain.replace(latin, arabic)
    plain = re.sub(r"^e|^i", "اي", plain)
    plain = re.sub(r"^[ou]", "او", plain)
    arabic = "".join(_LETTERS.get(c, c) for c in plain)
    arabic = "".join(c for c in arabic if "\u0621" <= c <= "\u064a")
    return re.sub(r"(.)\1+", r"\1", arabic)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
