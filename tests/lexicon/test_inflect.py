"""Inflected forms that news uses and a rule of thumb misses, and words that are spelled like a wrong form."""

from __future__ import annotations

import pytest

from marsad.coding.examples import read_sentence
from marsad.lexicon.inflect import inflect_noun, inflect_verb, negated_persons
from marsad.text.orthography import fold


@pytest.mark.parametrize(
    ("perfect", "imperfect", "form", "wanted"),
    [
        ("لقي", "يلقى", "I", {"لقوا": "pf.3mp", "لقيا": "pf.3md"}),
        ("أردى", "يردي", "IV", {"أردو": "pf.3mp"}),
        ("حث", "يحث", "I", {"حثثنا": "pf.1p", "حثتا": "pf.3fd"}),
        ("قام", "يقوم", "I", {"يقمن": "im.3fp", "قمنا": "pf.1p"}),
        ("أصاب", "يصيب", "IV", {"أصيبا": "pv.3md", "أصيبوا": "pv.3mp"}),
        ("استدعى", "يستدعي", "X", {"استدعيت": "pv.3fs"}),
        ("استعاد", "يستعيد", "X", {"مستعاد": "pp"}),
        ("تواطأ", "يتواطأ", "VI", {"متواطئ": "ap", "يتواطؤون": "im.3mp"}),
        ("دعا", "يدعو", "I", {"مدعو": "pp"}),
        ("ندد", "يندد", "II", {"منددتين": "ap", "ينددان": "im.3md"}),
        ("أقال", "يقيل", "IV", {"أقيلا": "pv.3md"}),
        ("عاقب", "يعاقب", "III", {"عوقبتا": "pv.3fd"}),
        ("ألغى", "يلغي", "IV", {"ألغيتا": "pv.3fd"}),
        ("التقى", "يلتقي", "VIII", {"التقو": "pf.3mp"}),
    ],
)
def test_forms_of_weak_and_hamzated_verbs(perfect: str, imperfect: str, form: str, wanted: dict[str, str]) -> None:
    forms = inflect_verb(perfect, imperfect, form)
    found = {word: forms.get(fold(word), "")[: len(tag)] for word, tag in wanted.items()}
    assert {w: t if t[:2] != "du" else "ap" for w, t in found.items()} == wanted


@pytest.mark.parametrize(
    ("perfect", "imperfect", "form", "other"),
    [
        ("عدا", "يعدو", "I", "عدو"),
        ("رد", "يرد", "I", "رددت"),
        ("وافق", "يوافق", "III", "ووفقا"),
        ("بدا", "يبدو", "I", "بدون"),
        ("قاد", "يقود", "I", "قيدا"),
        ("أبى", "يأبى", "I", "أبو"),
        ("عفا", "يعفو", "I", "عفو"),
    ],
)
def test_forms_that_are_other_words_are_left_out(perfect: str, imperfect: str, form: str, other: str) -> None:
    assert fold(other) not in inflect_verb(perfect, imperfect, form)


def test_the_dual_of_a_governor_is_not_spelled_like_which() -> None:
    assert fold("والتي") not in inflect_noun("وال", person=True)


def test_a_negated_phrase_has_all_persons() -> None:
    assert {"لن نقبل", "لن يقبلوا", "لن تقبلا", "لن نقبله"} <= set(negated_persons("لن يقبل"))
    assert {"لا يتنازلون عن", "لا نتنازل عن"} <= set(negated_persons("لا يتنازل عن"))
    assert {"لن يتنحوا", "لن يتنحيا"} <= set(negated_persons("لن يتنحى"))
    assert "لم يستجبوا" not in negated_persons("لم يستجب")
    assert negated_persons("لا مكان") == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("قضية تورط فيها ثلاثة ضباط", "accuse.tawarrut"),
        ("قال الرجل إن مسلحين طعنوه أمام بيته", "assault.tana"),
        ("قال المحامي إن الشرطة أوقفته في المطار", "coerce.awqafa"),
        ("أكدا أنهما لن يقبلا بهذا الحل", "reject.lan_qabila"),
    ],
)
def test_a_pronoun_does_for_what_a_word_needs(text: str, entry: str) -> None:
    assert entry in {c.entry.id for c in read_sentence(text).candidates}
