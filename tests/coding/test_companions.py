"""Those who may stand beside the lead of a side, and what is seen of them."""

from __future__ import annotations

from marsad.coding.companions import companions
from marsad.coding.decide import LearnedDecider
from marsad.coding.lineup import Judged
from marsad.coding.model import names_of
from marsad.coding.sides import Article, Party
from marsad.coding.weights import load_weights
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def beside(text: str, lead: str, role: int, against: str) -> dict[str | None, set[str]]:
    """What is seen of each that may stand beside a lead, by country; all have an even chance of the role."""
    reading = read_article(read_text(text, "a", Metadata(published="2026-03-10")))[0]
    decider = LearnedDecider(load_weights())
    decider.decide(reading)
    judged, _ = decider.weigh_parties(reading.candidates[:1], Article(reading.candidates, reading.mentions))
    even: list[Judged] = [((0.5, 0.1) if role == 0 else (0.1, 0.5), party) for _, party in judged]

    def named(country: str) -> Party:
        return next(x for _, x in even if x.surest(role).mention.country == country)

    found = companions(even, role, named(lead), named(against), reading.candidates[:1])
    return {party.surest(role).mention.country: set(names_of(parts)) for _, party, parts in found}


def test_one_joined_to_the_lead_is_told_from_one_who_only_stands_about() -> None:
    found = beside("اتهمت النرويج والسويد آيسلندا بالتجسس على سفن الدنمارك.", "NOR", 0, "ISL")
    assert "joined:True|1|0" in found["SWE"]
    assert "joined:True|1|0" not in found["DNK"]


def test_the_lead_and_who_faces_him_are_not_asked_for() -> None:
    found = beside("اتهمت النرويج والسويد آيسلندا بالتجسس على سفن الدنمارك.", "NOR", 0, "ISL")
    assert set(found) == {"SWE", "DNK"}
