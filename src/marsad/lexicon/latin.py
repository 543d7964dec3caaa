"""Arabic spellings of names in Latin letters, by the spelling habits of their country: one of several in use."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from marsad.lexicon.sources import AR, read_rows

# Countries by the language that the names of their towns are written in.
_WRITTEN = {
    "french": "HTI MLI BFA NER TCD CMR CAF COD BDI GIN CIV SEN MDG FRA BEL BEN TGO GAB COG DJI",
    "spanish": "MEX COL VEN HND GTM SLV ECU NIC PER PHL ESP ARG CHL URY PRY BOL DOM CUB PAN CRI PRI",
    "portuguese": "MOZ AGO GNB BRA TLS PRT CPV STP",
    "slavic": "BIH HRV SRB KOS MKD MNE SVN",
    "turkic": "TUR AZE",
}
_LANGUAGE = {code: language for language, codes in _WRITTEN.items() for code in codes.split()}
_KEPT = "ñçşğčćšžđüəıð"
_OPENINGS = (("^e|^i", "اي"), ("^[ou]", "او"))
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")


@lru_cache(maxsize=1)
def _letters() -> dict[str, list[tuple[str, str]]]:
    """Group → its letters and their Arabic spelling, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(AR / "latin_letters.tsv"):
        found.setdefault(row["group"], []).append((row["latin"], row["arabic"].replace("-", "")))
    return found


def spelled(name: str, country: str) -> str:
    """An Arabic spelling of a name in Latin letters, by the spelling habits of its country (ISO 3166 alpha-3)."""
    name = re.sub(r"\([^)]*\)| Town$", " ", name).split("/")[0].split(",")[0].lower()
    return " ".join(filter(None, (_spelled(part, country) for part in re.split(r"[\s\-‘’'ʼ`]+", name))))


def _spelled(word: str, country: str) -> str:
    language = _LANGUAGE.get(country, "")
    if language == "french":
        word = re.sub(r"(?<=..)(?:es|s|t|e|x)$", "", word)  # silent endings: Gonaïves
    plain = "".join(c if c in _KEPT else _bare(c) for c in unicodedata.normalize("NFC", word))
    if language not in ("spanish", "slavic", "turkic"):
        plain = _DOUBLED.sub(r"\1", plain)
    letters = _letters()
    for latin, arabic in (*letters.get(language, ()), *letters["any"]):
        plain = plain.replace(latin, arabic)
    for opening, arabic in _OPENINGS:
        plain = re.sub(opening, arabic, plain)
    single = dict(letters["letter"])
    plain = "".join(single.get(c, c) for c in plain)
    plain = "".join(c for c in plain if "\u0621" <= c <= "\u064a")
    return re.sub(r"(.)\1+", r"\1", plain)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
