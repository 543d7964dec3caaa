"""The country of an actor whom the text gives none is chosen among those it names."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.coding.weights import load_scene_weights
from marsad.find.actors import ActorReader
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.references import link_names, unsettled
from marsad.find.registry import Registry
from marsad.find.scenes import Scenes
from marsad.pipeline import analyse, read_article
from marsad.read import read_text

TEXT = "رئيس غانا يعود إلى بلاده\n\nوقالت الشرطة في نيامي إن النيجر ترحب. وفي تشاد قتل ثلاثة جنود قرب الحدود مع النيجر."


def _read(text: str) -> tuple[Analysis, list[list[Mention]]]:
    a = analyse(read_text(text, "x"))
    reader = ActorReader(a, Registry(a.tables, None))
    mentions = [reader.read(s) for s in a.sentences]
    link_names(a, mentions)
    return a, mentions


def _chosen(text: str, head: str, wanted: str) -> str | None:
    """The country chosen for the actor with a head when one feature alone counts."""
    a, mentions = _read(text)

    def weigh(features: Iterable[str]) -> int:
        return sum(wanted in feature for feature in features)

    scenes = Scenes(a, mentions, weigh)
    number, m = next((number, m) for number, m in unsettled(a, mentions) if m.head == head)
    return scenes.choose(m, number)


def test_the_features_tell_where_something_is_said_to_be() -> None:
    assert _chosen(TEXT, "جنود", "anywhere:True") == "TCD"
    assert _chosen(TEXT, "جنود", "title:True") == "GHA"


def test_none_is_an_option() -> None:
    assert _chosen(TEXT, "جنود", "none|group") is None


def test_every_actor_of_the_text_has_the_countries_it_names_as_options() -> None:
    a, mentions = _read(TEXT)
    scenes = Scenes(a, mentions, lambda _: 0)
    number, m = next((number, m) for number, m in unsettled(a, mentions) if m.head == "جنود")
    assert {"TCD", "NER", "GHA", None} <= {code for code, _ in scenes.options(m, number)}


def test_the_shipped_weights_know_the_features() -> None:
    a, mentions = _read(TEXT)
    scenes, weigh = Scenes(a, mentions, lambda _: 0), load_scene_weights()
    for number, m in unsettled(a, mentions):
        for _, features in scenes.options(m, number):
            assert any(weigh([feature]) for feature in features)


def test_soldiers_are_those_of_the_country_where_they_are_killed() -> None:
    text = (
        "هجوم على الجيش في تشاد\n\nوصل الرئيس النيجري إلى نيامي اليوم.\n\n"
        "وفي تشاد قتل ثلاثة جنود في هجوم على معسكر قرب الحدود."
    )
    found = [m for sentence in read_article(read_text(text, "x"))[0].mentions for m in sentence if m.head == "جنود"]
    assert [m.country for m in found] == ["TCD"]
