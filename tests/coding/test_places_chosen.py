"""An event happened at one of the places around its mentions, or at none: they are weighed against each other."""

from __future__ import annotations

from msgspec import structs

from marsad.coding.coder import Reading, merge_mentions
from marsad.coding.decide import MENTIONS, LearnedDecider
from marsad.coding.merge import Draft
from marsad.coding.model import load_weights, names_of
from marsad.coding.places import Scene, Spot
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

ARTICLE = """الجيش السوري يقصف دوما

قصف الجيش السوري مدرسة في دوما فجر الثلاثاء قرب حرستا.

وقال شهود في حرستا إن القصف دمر المدرسة.
"""


def decider_with(place: dict[str, float]) -> LearnedDecider:
    return LearnedDecider(structs.replace(load_weights(), place=place))


def strike(text: str = ARTICLE) -> tuple[Draft, Reading]:
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-11")))
    merged = merge_mentions(reading, decider_with({}))
    return next(d for d in merged if d.lead.entry.type == "ASSAULT"), reading


def spots(text: str = ARTICLE) -> tuple[Scene, dict[str, Spot], Reading]:
    draft, reading = strike(text)
    scene = Scene(draft, MENTIONS, reading)
    words = [reading.a.text[slice(*reading.a.span(x.site.mention.first, x.site.mention.last))] for x in scene.spots]
    return scene, dict(zip(words, scene.spots, strict=True)), reading


def chosen(place: dict[str, float]) -> str | None:
    draft, reading = strike()
    m = decider_with(place).place(draft, reading)
    return None if m is None else reading.a.text[slice(*reading.a.span(m.first, m.last))]


def test_each_place_is_offered_once_however_often_it_is_named() -> None:
    scene, found, _ = spots()
    assert len(found) == len(scene.spots) == 2
    assert set(found) == {"دوما", "حرستا"}
    assert len(found["دوما"].named) > 1


def test_a_place_knows_the_mentions_whose_sentences_name_it() -> None:
    _, found, _ = spots()
    assert found["دوما"].first
    assert (found["دوما"].here, found["حرستا"].here) == (2, 2)
    assert not found["حرستا"].first
    assert found["دوما"].near < found["حرستا"].near


def test_a_place_is_seen_in_the_light_of_the_others() -> None:
    scene, found, reading = spots()
    for name in ("دوما", "حرستا"):
        seen = set(names_of(scene.features(found[name], reading)))
        assert "alike:True|False|town" in seen  # both are towns of one country
        assert "in:True|1" in seen
    assert "nearer:0|True" in names_of(scene.features(found["دوما"], reading))
    assert "nearer:1|True" in names_of(scene.features(found["حرستا"], reading))


def test_the_weightiest_place_is_chosen() -> None:
    assert chosen({"first:True|3": 1.0}) == "دوما"
    assert chosen({"first:False|3": 1.0}) == "حرستا"


def test_nowhere_is_one_of_the_choices() -> None:
    assert chosen({"none": 1.0, "bias": 0.5}) is None
    assert chosen({"none": 0.5, "bias": 1.0}) is not None
    assert chosen({}) is None


def test_an_event_without_places_happened_nowhere() -> None:
    scene, found, _ = spots("شجب\n\nقصفت طائرات حربية قافلة للجيش فجر الثلاثاء.\n")
    assert not found
    assert "none|spots:0" in names_of(scene.nowhere())
