"""What lies ahead is coded as agreed to, not as done; entries say what rules them out."""

from __future__ import annotations

import pytest

from marsad.coding.examples import read_sentence
from marsad.lexicon import schema
from marsad.lexicon.sources import AR, read_entries

AHEAD = [
    ("ستجتمع الحكومة النرويجية مع الوفد غدا", "AGREE"),
    ("سيعقد الرئيس الغاني اجتماعا مع نظيره المالي", "AGREE"),
    ("من المقرر أن يلتقي الوزير نظيره البيروفي", "AGREE"),
    ("تعتزم الحكومة عقد اجتماع مع النقابات", "AGREE"),
    ("ستنسحب القوات النيبالية من البلدة", "CONCEDE"),
    ("اجتمعت الحكومة النرويجية مع الوفد", "CONSULT"),
    ("انسحبت القوات النيبالية من البلدة", "RETREAT"),
]


@pytest.mark.parametrize(("sentence", "kind"), AHEAD)
def test_an_announced_act_has_one_reading(sentence: str, kind: str) -> None:
    origins = {"CONSULT", "RETREAT"}
    read = read_sentence(sentence).candidates
    kinds = {c.entry.type for c in read if c.entry.id.partition(".")[0].upper() in origins}
    assert kinds == {kind}


def test_an_announced_meeting_is_future_and_an_announced_withdrawal_is_said_now() -> None:
    meeting = read_sentence("سيلتقي الوزير نظيره البيروفي").candidates
    assert {c.plain for c in meeting if c.entry.type == "AGREE"} == {"future"}
    withdrawal = read_sentence("ستنسحب القوات النيبالية من البلدة").candidates
    assert {c.plain for c in withdrawal if c.entry.type == "CONCEDE"} == {"asserted"}


def test_what_will_not_be_done_is_refused() -> None:
    read = read_sentence("قال الوزير إن بلاده لن تساعد الحكومة المالية").candidates
    assert [(c.entry.type, c.plain) for c in read if c.entry.id.startswith("aid.saada")] == [("REJECT", "asserted")]


CONDITIONS = [
    ("threaten.sa_yarudd", "سترد البحرية على أي هجوم", True),
    ("threaten.sa_yarudd", "ردت البحرية على الهجوم", False),  # clitic
    ("threaten.sa_yarudd", "سيرد المتحدث على السؤال", False),  # unless
    ("accuse.muamara", "تحدث الكاتب عن نظرية مؤامرة", False),  # not_prev
    ("accuse.tahqiq_light", "فتحت الشرطة تحقيقا أمس", True),  # needs_before
    ("accuse.tahqiq_light", "نشرت الصحيفة تحقيقا أمس", False),
    ("assault.isqat_n", "أعلن الجيش إسقاط طائرتين", True),
    ("assault.isqat_n", "طالب الحزب بإسقاط النظام بعد سقوط طائرة", False),  # not_next
    ("support.waqqaa", "الاتفاق الذي وقعته الحكومة النرويجية", True),  # the content stands before the relative
]


@pytest.mark.parametrize(("entry", "sentence", "found"), CONDITIONS)
def test_conditions_of_entries(entry: str, sentence: str, found: bool) -> None:
    assert (entry in {c.entry.id for c in read_sentence(sentence).candidates}) is found


def test_no_form_of_an_event_hides_a_word_with_its_conjunction() -> None:
    """A short verb beginning with و or ف must not take the place of و and a frequent verb (ودعا)."""
    assert "request.daa" in {c.entry.id for c in read_sentence("ودعا الوزير إلى الهدنة").candidates}


def test_each_condition_key_is_used() -> None:
    entries = [e for p in sorted(AR.glob("events_*.toml")) for e in read_entries(p, schema.EventEntry)]
    for key in ("needs_before", "unless", "not_next", "not_prev", "clitic"):
        assert any(getattr(e, key) for e in entries), key
