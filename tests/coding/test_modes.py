"""The mode of an event is chosen over all its mentions among the modes of its type."""

from __future__ import annotations

import pytest

from marsad.codebook.tables import plover
from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.coding.modes import ModeWeights, choose_mode, event_features, modes_of, option_features, rule_mode
from marsad.pipeline import read_article
from marsad.read import read_text


def read(text: str) -> Reading:
    return read_article(read_text(text, "x"))[0]


def requests(reading: Reading) -> list[Candidate]:
    return [c for c in reading.candidates if c.entry.type == "REQUEST"]


CALL = "دعا الأمين العام للأمم المتحدة أطراف النزاع في السودان إلى وقف القتال فورا."


def test_without_weights_the_complement_decides() -> None:
    reading = read(CALL)
    found = requests(reading)
    assert rule_mode(found) == "yield"
    assert choose_mode(found, reading, ModeWeights({})) == ("yield",)


def test_weights_outweigh_the_complement() -> None:
    reading = read(CALL)
    assert choose_mode(requests(reading), reading, ModeWeights({"REQUEST/meet|bias": 5.0})) == ("meet",)


def test_no_mode_is_one_of_the_choices() -> None:
    reading = read(CALL)
    assert choose_mode(requests(reading), reading, ModeWeights({"REQUEST/|bias": 5.0, "REQUEST/meet|bias": 4.0})) == ()


def test_a_type_without_modes_has_none() -> None:
    reading = read("أشادت النرويج بموقف آيسلندا.")
    praise = [c for c in reading.candidates if c.entry.type == "SUPPORT"]
    assert praise
    assert modes_of("SUPPORT") == ("",)
    assert choose_mode(praise, reading, ModeWeights({"SUPPORT/|bias": 1.0})) == ()


def test_every_mode_of_the_codebook_can_be_chosen() -> None:
    assert {(kind, mode) for kind, _ in plover() for mode in modes_of(kind)} == set(plover())


def test_features_do_not_depend_on_the_order_of_mentions() -> None:
    reading = read(CALL + "\n\nوجدد الأمين العام للأمم المتحدة دعوته إلى عقد لقاء بين الطرفين.")
    found = requests(reading)
    assert len(found) > 1
    words = event_features(found, reading)
    assert words == event_features(found[::-1], reading)
    assert option_features("yield", found, words) == option_features("yield", found[::-1], words)


WEAPONS = [
    ("قصفت القوات السورية البلدة بأسلحة كيميائية.", "unconventional"),
    ("شنت فرنسا ضربة على سوريا ردا على استخدام الأسلحة الكيميائية.", ""),
    ("نفذت فرنسا ضربة على مواقع الأسلحة الكيميائية في سوريا.", ""),
]


@pytest.mark.parametrize(("sentence", "mode"), WEAPONS)
def test_a_weapon_hit_or_answered_is_not_the_one_used(sentence: str, mode: str) -> None:
    found = [c for c in read(sentence).candidates if c.entry.id in ("assault.darba", "assault.qasafa")]
    assert found
    assert rule_mode(found) == mode
