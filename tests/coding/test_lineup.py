"""Both sides of an event are chosen together."""

from __future__ import annotations

from msgspec import structs

from marsad.coding.coder import Reading
from marsad.coding.decide import LearnedDecider
from marsad.coding.lineup import LineupWeights, Standing, best_lineup, line_ups, standings, step, together
from marsad.coding.model import Weights, load_weights, names_of
from marsad.coding.sides import Article, Party
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

TEXT = "اتهمت النرويج آيسلندا بالتجسس على سفنها."


def read(text: str) -> Reading:
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    reading.candidates = [c for c in reading.candidates if c.entry.id.startswith("accuse.ittahama")]
    return reading


def both(text: str) -> tuple[Reading, list[Standing], list[Standing]]:
    reading = read(text)
    decider = LearnedDecider(load_weights())
    decider.decide(reading)
    doc = Article(reading.candidates, reading.mentions)
    judged, blank = decider.weigh_parties(reading.candidates, doc)
    judged = [((0.4, 0.4), x) for _, x in judged]  # whatever the shipped weights make of them
    found = [standings(judged, role, blank[role], reading.candidates, doc) for role in (0, 1)]
    return reading, found[0], found[1]


def country(party: Party | None) -> str | None:
    return party.options[0][1].mention.country if party else None


def chosen(**tables: dict[str, float]) -> tuple[str | None, str | None]:
    reading, actors, recipients = both(TEXT)
    for option in [o for c in reading.candidates for o in c.options]:
        option.weighed = None  # by other weights
    weights = LineupWeights(*[tables.get(name, {}) for name in ("actor", "recipient", "pair")])
    actor, recipient = best_lineup(actors, recipients, reading.candidates[0], weights)
    return country(actor), country(recipient)


def with_lineups(**tables: dict[str, float]) -> Weights:
    empty: dict[str, dict[str, float]] = {"lineup": {"-": 1.0}, "lineup_actor": {}, "lineup_recipient": {}}
    return structs.replace(load_weights(), **{**empty, **tables})


def test_steps_of_a_chance() -> None:
    assert [step(p) for p in (0.0, 0.5, 1.0)] == [0, 10, 20]
    assert step(0.3) < step(0.4)


def test_nobody_stands_on_both_sides_and_somebody_on_one() -> None:
    _, actors, recipients = both(TEXT)
    found = line_ups(actors, recipients)
    assert {None, "NOR", "ISL"} <= {country(x.party) for x in actors}
    assert {id(x.party) for x in actors} == {id(x.party) for x in recipients}
    assert (None, None) not in [(x.party, y.party) for x, y in found]
    assert all(x.party is not y.party for x, y in found)
    assert len(found) == len(actors) * len(recipients) - len(actors)  # each with himself


def test_the_weights_of_each_and_of_both_decide() -> None:
    assert chosen(actor={"frame:actor": 1.0}, recipient={"frame:recipient": 1.0}) == ("NOR", "ISL")
    assert chosen(actor={"frame:recipient": 1.0}, recipient={"frame:actor": 1.0}) == ("ISL", "NOR")
    alone = {"actor": {"frame:actor": 1.0}, "recipient": {"frame:recipient": 1.0}}
    assert chosen(**alone, pair={"frames:recipient|actor": 3.0}) == ("ISL", "NOR")
    assert chosen(**alone, pair={"one:False|ACCUSE": 3.0}) == ("NOR", None)
    assert chosen(recipient={"none": 1.0}, actor={"frame:actor": 1.0}) == ("NOR", None)


def test_what_is_seen_of_two_beside_each_other() -> None:
    reading, actors, recipients = both(TEXT)
    norway = next(x for x in actors if country(x.party) == "NOR")
    iceland = next(x for x in recipients if country(x.party) == "ISL")
    names = set(names_of(together(norway, iceland, reading.candidates[0])))
    assert {"same:False", "frames:actor|recipient", "order:True|verb|ACCUSE", "stand:RR|verb|ACCUSE"} <= names
    nobody = set(names_of(together(norway, recipients[0], reading.candidates[0])))
    assert {"one:False|ACCUSE", "ranks:1|0"} <= nobody


def test_those_beside_a_leader_come_with_him_if_they_belong_to_him() -> None:
    text = "اتهمت النرويج والسويد آيسلندا بالتجسس على سفنها في الدنمارك."
    weights = with_lineups(lineup_actor={"frame:actor": 5.0}, lineup_recipient={"frame:recipient": 5.0})
    decider = LearnedDecider(structs.replace(weights, beside={"bias:0": -5.0, "joined:True|1|0": 10.0, "bias:1": -5.0}))
    reading = read(text)
    decider.decide(reading)
    actors, recipients, sure = decider.sides(reading.candidates, Article(reading.candidates, reading.mentions))
    assert {m.country for m in actors} == {"NOR", "SWE"}
    assert sure[0, id(actors[1])] > 0.99
    assert [m.country for m in recipients] == ["ISL"]


def test_of_those_who_may_stand_beside_a_leader_in_doubt_one_is_enough() -> None:
    text = "اتهمت النرويج آيسلندا بالتجسس على سفنها، كما قالت السويد والدنمارك وفنلندا."
    weights = with_lineups(lineup_actor={"frame:actor": 5.0}, lineup_recipient={"frame:recipient": 5.0})
    even = {"bias:0": -1.0, "bias:1": -5.0}  # a chance of 0.27: too little beside a sure leader
    reading = read(text)
    for asked, found in ((0.2, 2), (0.4, 1)):
        known = {**weights.thresholds, "beside": asked, "beside:lead": 2.0}
        decider = LearnedDecider(structs.replace(weights, beside=even, thresholds=known))
        decider.decide(reading)
        judged, blank = decider.weigh_parties(reading.candidates, Article(reading.candidates, reading.mentions))
        likely = [((0.5, chances[1]), x) for chances, x in judged]
        doc = Article(reading.candidates, reading.mentions)
        actors, _ = decider._lined_up(likely, blank, reading.candidates, doc, {})
        assert len(actors) == found


def test_without_weights_each_side_is_chosen_alone() -> None:
    reading = read(TEXT)
    decider = LearnedDecider(with_lineups(lineup={}))
    decider.decide(reading)
    actors, recipients, _ = decider.sides(reading.candidates, Article(reading.candidates, reading.mentions))
    assert [m.country for m in actors] == ["NOR"]
    assert [m.country for m in recipients] == ["ISL"]
