"""Foreign places by the consonants of their names, for spellings that no table has."""

from __future__ import annotations

import msgspec

from marsad.lexicon.latin import spelled
from marsad.lexicon.schema import PlaceRow
from marsad.text.orthography import fold
from marsad.text.spelling import skeleton

# Names of these countries are Arabic: only whether words are joined (خانيونس) is left to the writer.
ARABIC = frozenset(
    code
    for line in ("BHR EGY IRQ JOR KWT LBN OMN PSE QAT SAU SYR ARE", "YEM DZA LBY MAR TUN ESH MRT SDN DJI")
    for code in line.split()
)
_SHORTEST = 2  # consonants; shorter names are like too many words


def pack_spellings(forms: dict[str, list[tuple[str, int, str]]], places: list[PlaceRow]) -> bytes:
    """Skeleton → (folded spelling, number of the place), as MessagePack, of foreign towns and provinces.

    Every row is also found by its English name, spelled by rule.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for key, refs in forms.items():
        for family, number, _ in refs:
            if family == "place":
                _put(found, key, number, places)
    for number, place in enumerate(places):
        _put(found, fold(spelled(place.en, place.country)), number, places)
    return msgspec.msgpack.encode(found)


def _put(found: dict[str, list[tuple[str, int]]], key: str, number: int, places: list[PlaceRow]) -> None:
    place = places[number]
    if not place.country or place.precision not in ("town", "exact", "admin1"):
        return
    if place.country in ARABIC and " " not in key:
        return
    bones = skeleton(key)
    if len(bones) >= _SHORTEST and (key, number) not in found.get(bones, ()):
        found.setdefault(bones, []).append((key, number))
