"""What a word can be does not depend on anything but its letters."""

from __future__ import annotations

from marsad.text.orthography import fold
from marsad.text.words import WordTable

FORMS = {"وزير": [("noun", 0, "sg")], "الوزير": [("person", 1, "sg")]}
LENGTHS = {"وزير": 2, "الوزير": 2}


def test_keys_of_longer_forms_stand_in_one_order() -> None:
    """With the article first; the order of a set would change with the seed of string hashes."""
    word = WordTable(FORMS, LENGTHS).word("الوزير")
    assert [start for start, reading in word.starts if reading.article] == ["الوزير", "وزير"]


def test_a_word_is_analysed_once() -> None:
    table = WordTable(FORMS, LENGTHS)
    assert table.word("والوزير") is table.word("والوزير")
    assert table.word("والوزير").families is table.word("للوزير").families


def test_signs_without_a_plain_form_stay_as_they_are() -> None:
    assert fold("\ufd3e") == "\ufd3e"
    assert fold("\ufefb\ufd3f") == "لا\ufd3f"
