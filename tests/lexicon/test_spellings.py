"""Spellings of foreign names: what two of them share, and how Latin letters are spelled."""

from __future__ import annotations

import pytest

from marsad.lexicon.latin import spelled
from marsad.text.orthography import fold
from marsad.text.spelling import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [("أغاديز", "أقاديز"), ("ديلغادو", "ديلجادو"), ("غورازدي", "غورازده"), ("تشيبوك", "شيبوك"), ("بن غازي", "بنغازي")],
)
def test_spellings_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other)) != ""


def test_different_names_have_different_ones() -> None:
    assert len({skeleton(fold(name)) for name in ("غاو", "غوما", "كيدال", "موبتي", "سيغو")}) == 5


@pytest.mark.parametrize(
    ("name", "country", "arabic"),
    [
        ("Gonaïves", "HTI", "غونايف"), ("Ciudad Juárez", "MEX", "سيوداد خواريس"), ("Goražde", "BIH", "غوراجدي"),
        ("Banjska", "KOS", "بانيسكا"), ("Zaporizhzhia (city)", "UKR", "زابوريجيا"), ("", "UKR", ""),
    ],
)  # fmt: skip
def test_latin_names_by_the_habits_of_their_country(name: str, country: str, arabic: str) -> None:
    assert spelled(name, country) == arabic
