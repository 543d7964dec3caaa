"""Which words become candidates: where needed words are looked for, who-clauses and circumstances."""

from __future__ import annotations

import pytest

from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def entries(text: str) -> set[str]:
    """The ids of the entries that are candidates in a text."""
    reading, _ = read_article(read_text(text + "\n", "a", Metadata(published="2026-03-10")))
    return {c.entry.id for c in reading.candidates}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        # A long name between the word and what it needs is passed in one step.
        ("عندما طالب رئيس حزب الشعب النرويجي، أكبر أحزاب المعارضة في البلاد، الوزير بالرد.", "request.talaba_iii"),
        ("قال المندوب إن الحكومة هي من دعا هذه اللجنة للقدوم إلى أوسلو.", "request.daa"),
        ("أشادت الرابطة بالقرار، داعية المسؤولين إلى تشكيل حكومة بأسرع وقت.", "request.daa"),
        ("القوات النرويجية تغادر البلاد.", "retreat.ghadara_quwwat"),  # what it needs is the subject before it
        ("الشرطة العسكرية انتشرت في أوسلو.", "mobilize.intashara"),
        ("عفا عنهم الملك بمناسبة العيد.", "concede.afaa"),  # عن with a pronoun
        ("أعلن البنك تقديم قرض ياباني.", "aid.qard"),  # a nisba right behind
        ("أثنى الملك على دور الوسطاء.", "support.athna"),  # no twelve
        ("تبادلا مئتي أسير.", "retreat.tabadala_asra"),  # no verb behind a number
        ("كانت ضمن مجموعة اعتقلت في أوسلو.", "coerce.itaqala"),  # but a feminine verb behind a group
        # A relative clause between commas is passed in one step.
        ("دعا الوزير، الذي بدا هادئا في كلمة متلفزة بعد اجتماع طويل بكبار موظفيه، إلى التهدئة.", "request.daa"),
        ('دعا الوزير شركة "بي.بي" البريطانية إلى بناء ميناء.', "request.daa"),  # a dot inside a name ends nothing
        ("دان الملك الاعتداء على السفينة النرويجية.", "assault.itida_n"),  # the longer form needs what is not there
        ("وطالب موسكو بالرد على الأسئلة.", "request.talaba_iii"),  # a country is as often its object
        ("طالبه الوزير بالعودة إلى العمل.", "request.talaba_iii"),  # a written ه is a pronoun, no student's ending
        ("دعاه الملك إلى الحوار.", "request.daa"),
        ("وأدان قادة الاتحاد الهجوم على السفارة.", "accuse.idanah"),  # leaders are men, whatever their plural ends in
        ("أما الاتحاد فلم يدن الخطوة.", "accuse.idanah"),
        ("كما طالب نظيره الأيسلندي المسؤولين بتسهيل الأمر.", "request.talaba_iii"),  # his counterpart, no woman
    ],
)
def test_the_word_is_a_candidate(text: str, entry: str) -> None:
    assert entry in entries(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("وصل طالب من جامعة أوسلو إلى المطار.", "request.talaba_iii"),
        ("عاد الرجل من دعوة الغداء.", "request.daa"),
        ("التقى الوزير داعية نرويجيا في أوسلو.", "request.daa"),
        ("أعلن البنك تقديم قرض جديد.", "aid.qard"),
        ("قتل اثني عشر مدنيا.", "support.athna"),
    ],
)
def test_the_word_is_none(text: str, entry: str) -> None:
    assert entry not in entries(text)
