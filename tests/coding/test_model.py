"""Weights are summed exactly, whatever features are grouped into."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from marsad.coding import model
from marsad.coding.coder import draft_events
from marsad.coding.decide import LearnedDecider
from marsad.coding.model import Part, SideBySide, load_weights, names_of, total
from marsad.coding.modes import ModeWeights, event_features, modes_of, option_features
from marsad.intake import read_path
from marsad.pipeline import read_article
from marsad.types import Article

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"
TABLES = {"a": 0.5, "b": -1.25, "c": 3.0}, {"a": -0.001, "d": 2.0}, {"b": -4.0}, {"c": 0.125}


def _letters(*names: str) -> list[str]:
    return list(names)


def readings() -> Iterable[Article]:
    return [a for path in sorted(DEMO.glob("*"))[:4] for a in read_path(path) if isinstance(a, Article)]


def test_models_side_by_side_do_not_touch() -> None:
    weights = SideBySide(*TABLES)
    names = ["a", "b", "c", "d", "unknown", "b"]
    assert weights.sums(names) == tuple(total(table, names) for table in TABLES)
    assert weights.sums([]) == (0.0, 0.0, 0.0, 0.0)


def test_a_group_weighs_what_its_names_weigh() -> None:
    weights = SideBySide(*TABLES)
    parts: list[Part] = [(_letters, "a", "b"), "c", (_letters, "d", "unknown", "b")]
    for _ in range(2):  # the second time from memory
        assert weights.sums(parts) == weights.sums(names_of(parts))


def test_the_order_of_names_does_not_matter() -> None:
    table = {f"x{n}": n / 1000 for n in range(1, 400, 7)}
    weights = SideBySide(table)
    assert weights.sums(list(table)) == weights.sums(list(table)[::-1])
    assert total(table, list(table)) == total(table, list(table)[::-1])


def test_memory_of_groups_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_MEMO_HALF", 10)
    weights = SideBySide(*TABLES)
    known = weights._known
    for n in range(50):
        assert weights.sums(["a", (_letters, "a", str(n)), "unknown"])[0] == 1.0
        assert len(known) <= 10
        assert len(known.older) <= 10


def test_what_is_asked_for_again_stays_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_MEMO_HALF", 10)
    weights = SideBySide(*TABLES)
    made = 0

    def often(letter: str) -> list[str]:
        nonlocal made
        made += 1
        return [letter]

    for n in range(100):
        weights.sums([(often, "a"), (_letters, "a", str(n))])
    assert made == 1


def test_groups_of_real_articles_weigh_what_their_names_weigh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also: a value has one type at its place in a group, as True and 1 would be looked up as the same."""
    plain = SideBySide.total
    kinds: dict[tuple[object, int], set[type]] = {}
    seen = 0

    def checked(self: SideBySide, parts: Iterable[Part]) -> int:
        nonlocal seen
        parts = list(parts)
        found = plain(self, parts)
        assert found == plain(self, names_of(parts))
        for part in parts:
            if not isinstance(part, str):
                seen += 1
                for place, value in enumerate(part[1:]):
                    kinds.setdefault((part[0], place), set()).add(type(value))
        return found

    monkeypatch.setattr(SideBySide, "total", checked)
    decider = LearnedDecider(load_weights())
    for article in readings():
        draft_events(read_article(article)[0], decider)
    assert seen > 1000
    assert [place for place, types in kinds.items() if len(types) > 1] == []


def test_modes_are_chosen_by_the_sum_of_their_features() -> None:
    table = load_weights().mode
    weights = ModeWeights(table)
    for article in readings():
        reading = read_article(article)[0]
        for c in reading.candidates:
            words = event_features([c], reading)
            modes = modes_of(c.entry.type)
            sums = [total(table, option_features(mode, [c], words)) for mode in modes]
            assert weights.best([c], reading) == modes[sums.index(max(sums))]
