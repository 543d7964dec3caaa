"""The role that grammar gives to a mention before anything is weighed."""

from __future__ import annotations

import pytest

import marsad
from marsad.coding.sides import find_parties
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def frames(text: str, entry: str) -> dict[str, str]:
    """For the first candidate of an entry (a prefix of its id): mention → role of the frame."""
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    c = next(c for c in reading.candidates if c.entry.id.startswith(entry))
    found: dict[str, str] = {}
    for o in c.options:
        found.setdefault(reading.a.text[slice(*reading.a.span(o.mention.first, o.mention.last))], o.frame)
    return found


@pytest.mark.parametrize(
    ("text", "entry", "doer", "target"),
    [
        ("ندد بالغارة التي تتهم النرويج آيسلندا بشنها.", "accuse.ittahama", "النرويج", "آيسلندا"),
        ("وصل الوزير الذي تتهمه آيسلندا بالتجسس.", "accuse.ittahama", "آيسلندا", None),
        ("قالت الصحيفة إن الجيش، الذي اتهم المتظاهرين بالعنف، انسحب.", "accuse.ittahama", None, "المتظاهرين"),
        ("اتهم الجيش النرويجي الصيادين بتعمد استهداف الميناء.", "assault.istahdafa", "الصيادين", "الميناء"),
        ("دعا مكتب الرئيس كلا من النرويج وآيسلندا إلى الحوار.", "request.daa", "مكتب الرئيس", "النرويج"),
        ("كما دعت المجتمع الدولي إلى التدخل.", "request.daa", None, "المجتمع الدولي"),
        ("اتهمت النرويج آيسلندا بشن غارة على الميناء.", "assault.ghara", "آيسلندا", None),
        # a subject that stands before beyond doubt leaves what follows to be the object
        ("وكان رئيس الشبكة، هالدور، قد انتقد الأربعاء البرلمان.", "accuse.intaqada", "رئيس الشبكة، هالدور", "البرلمان"),
        ("وأعلن المبعوث أنه سينتقد البرلمان في أوسلو.", "accuse.intaqada", "المبعوث", "البرلمان"),
        # a masculine verb has no bodies for its subject
        ("وأدان المجلس الهجوم، ودعا الدول إلى التعاون.", "request.daa", None, "الدول"),
        # behind an aside the sentence goes on
        ("ودعت الوزارة، بعد اجتماع لوزراء الدفاع، النرويج إلى الحوار.", "request.daa", "الوزارة", "النرويج"),
        ("دعت السويد، في بيان لوزارة الخارجية، النرويج إلى الانسحاب.", "request.daa", "السويد", "النرويج"),
    ],
)
def test_sides_by_grammar(text: str, entry: str, doer: str | None, target: str | None) -> None:
    found = frames(text, entry)
    if doer is not None:
        assert found[doer] == "actor"
    if target is not None:
        assert found[target] == "recipient"


def test_a_time_between_verb_and_subject_is_no_participant() -> None:
    found = frames("قال متحدث إن الرئيس النرويجي يلتقي ظهر اليوم وزير الخارجية المغربي.", "consult.iltaqa")
    assert found["وزير الخارجية المغربي"] == "actor"


def test_a_mention_behind_the_clause_is_considered() -> None:
    assert "آيسلندا" in frames("طالبت النرويج بأن تدفع آيسلندا ثمن الصيد.", "request")


def test_the_mentions_of_one_party_are_weighed_together() -> None:
    reading, _ = read_article(read_text("قصفت النرويج الميناء. وقالت النرويج إن القصف دقيق.", "a", Metadata()))
    together = [c for c in reading.candidates if c.entry.type == "ASSAULT"]
    parties = find_parties(together)
    assert len({p.key for p in parties}) == len(parties)
    assert any(len({id(c) for c, _ in p.options}) > 1 for p in parties)


@pytest.mark.parametrize(
    ("text", "entry", "mention", "role"),
    [
        ("قال الطبيب إن الصياد الذي ظهر في الشريط أصيب في ساقه.", "assault.asaba", "الصياد", "recipient"),
        ("أفاد متحدث بأن 112 صيادا أصيبوا بالرصاص.", "assault.asaba", "112 صيادا", "recipient"),
        ("وكان ثلاثة صيادين قد قتلوا في هوفن الشهر الماضي.", "assault.qatala", "ثلاثة صيادين", "recipient"),
        ("قالت الشرطة إن الجنود قتلوا ثلاثة صيادين في هوفن.", "assault.qatala", "الجنود", "actor"),
    ],
)
def test_who_stands_before_a_passive_suffers_it(text: str, entry: str, mention: str, role: str) -> None:
    assert frames(text, entry)[mention] == role


def test_a_nisba_behind_a_noun() -> None:
    assert frames("أعلنت الوزارة إصابة نرويجي بالرصاص في هوفن.", "assault.asaba")["نرويجي"] == "recipient"
    assert frames("رفضت الوزارة ادعاءات بقصف نرويجي على هوفن.", "accuse.iddaat")["نرويجي"] != "actor"
    assert frames("رفضت الوزارة ادعاءات بقصف نرويجي على هوفن.", "assault.qasf")["نرويجي"] == "actor"


def test_positions_and_houses_are_no_actors() -> None:
    text = "أطلقت باكو عمليات تستهدف مواقع عسكرية أرمينية في الجبل، وقالت إن القصف دمر منازل أرمينية قرب الطريق."
    reading = read_article(read_text(text, "a", Metadata(published="2026-03-12")))[0]
    parties = [party for c in reading.candidates for party in find_parties([c])]
    things = [x for x in parties if all(o.mention.inert for _, o in x.options)]
    assert things and all(x.barred for x in things)
    assert any(not x.barred for x in parties)


def test_a_medium_that_only_reports_is_no_actor() -> None:
    text = "أنباء الميناء\n\nونقل التلفزيون الآيسلندي عن وزير العدل أن السلطات النرويجية استجوبت قبطان السفينة مرتين.\n"
    events = marsad.code(text, published="2026-03-12").events
    assert events and all(x.sector != "JRN" for e in events for x in e.actor)
    text = "أنباء الميناء\n\nاتهمت صحيفة نرويجية وزير العدل الآيسلندي بالفساد.\n"
    assert "JRN" in {x.sector for e in marsad.code(text, published="2026-03-12").events for x in e.actor}


def test_a_weapon_takes_part_only_as_a_subject() -> None:
    def parties(text: str) -> set[str]:
        reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
        options = [o.mention for c in reading.candidates for o in c.options]
        return {reading.a.text[slice(*reading.a.span(m.first, m.last))] for m in options}

    assert "بالصواريخ" not in parties("قصف الجيش النرويجي الميناء بالصواريخ.")
    assert "ستة صواريخ" not in parties("توعد الوزير بالرد على إطلاق ستة صواريخ من الجزيرة.")
    assert "صواريخ الميناء" in parties("استهدفت صواريخ الميناء ليلا.")
    assert "طائرات حربية نرويجية" in parties("قصفت طائرات حربية نرويجية الميناء ليلا.")
