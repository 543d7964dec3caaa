"""Words that may be verb or noun: which of them are read as finite verbs; names where a class of words is wanted."""

from __future__ import annotations

import pytest

from marsad.coding.examples import candidates_of, read_sentence


def verbs(text: str) -> set[str]:
    """The words of a text that are read as finite verbs."""
    reading = read_sentence(text)
    return {reading.a.tokens[i].text for shape in reading.shapes for i in shape.verb}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("وقال المتحدث إن القوات الحكومية سيطرت على البلدة", "سيطرت"),  # no noun is spelled so without a pronoun
        ("وفي عام 2014 حاكمت السلطات مئات المدنيين", "حاكمت"),
        ("وفي دمشق التقى نائب الوزير مبعوثا أمميا", "التقى"),  # a place behind its preposition takes no genitive
        ("أمس طالب الوزير بوقف القصف", "طالب"),
        ("قال الشاهد إن جمال خاشقجي غادر المبنى", "غادر"),  # a named person behind إن takes no genitive
        ("نفى الوزير الخبر لكنه طلب مهلة", "طلب"),
        ("لكن الرياض نفت صحة الخبر", "نفت"),
        ("لكن وزراء آخرين حذروا من التصعيد", "حذروا"),  # آخرين stands behind its noun
        ('قال البيان إن الحكومة النرويجية "تتعاون بشكل كامل" في التحقيق', "تتعاون"),  # no name of the government
    ],
)
def test_a_verb_behind_a_noun_is_read(text: str, verb: str) -> None:
    assert verb in verbs(text)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ('اقتحمت القوات مقر صحيفة "صباح" التركية', "صباح"),
        ("في قصر طالب معتقل", "طالب"),
        ("زار الوفد مقر إقامتهم في الفندق", "إقامتهم"),
    ],
)
def test_a_noun_stays_a_noun(text: str, noun: str) -> None:
    assert noun not in verbs(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("أقال ترامب كومي في مايو", "sanction.aqala"),
        ("أوقف شرطيون في شيكاغو أستاذا نرويجيا", "coerce.awqafa"),
        ("سيطرت القوات على مقديشو", "assault.saytara"),
        ("أعلن الجيش السيطرة على مقديشو", "assault.saytara_n"),
    ],
)
def test_a_name_does_for_a_word_of_its_class(text: str, entry: str) -> None:
    assert candidates_of(read_sentence(text), entry)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ضبط المهندس الساعة", "coerce.dabata"),  # the first mention behind the verb is its subject
        ("سيطر رجال الإطفاء على الحريق في مقديشو", "assault.saytara"),  # the place is where, not what
    ],
)
def test_a_name_that_is_no_object_does_not(text: str, entry: str) -> None:
    assert not candidates_of(read_sentence(text), entry)
