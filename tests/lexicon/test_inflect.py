"""Inflected forms: those that are easily left out, and those that would be another word."""

from __future__ import annotations

import pytest

from marsad.lexicon.inflect import inflect_verb
from marsad.text.orthography import fold


@pytest.mark.parametrize(
    ("perfect", "imperfect", "form", "found"),
    [
        ("أقال", "يقيل", "IV", "أقيلا"),
        ("عاقب", "يعاقب", "III", "عوقبتا"),
        ("ألغى", "يلغي", "IV", "ألغيتا"),
        ("التقى", "يلتقي", "VIII", "التقو"),  # before a pronoun: التقوه
    ],
)
def test_the_form_is_made(perfect: str, imperfect: str, form: str, found: str) -> None:
    assert fold(found) in inflect_verb(perfect, imperfect, form)


@pytest.mark.parametrize(
    ("perfect", "imperfect", "form", "other"),
    [
        ("قاد", "يقود", "I", "قيدا"),  # a chain
        ("وافق", "يوافق", "III", "ووفقا"),  # and according to
        ("أبى", "يأبى", "I", "أبو"),  # father of
        ("عفا", "يعفو", "I", "عفو"),  # a pardon
    ],
)
def test_what_is_another_word_is_not(perfect: str, imperfect: str, form: str, other: str) -> None:
    assert fold(other) not in inflect_verb(perfect, imperfect, form)
