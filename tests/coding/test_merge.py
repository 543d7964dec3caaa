"""Mentions of one happening become one event; what they share speaks for it, what differs against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.coding.coder import Reading, draft_of
from marsad.coding.decide import LearnedDecider
from marsad.coding.merge import Draft, group, merge
from marsad.coding.model import SideBySide, load_weights, names_of
from marsad.coding.pairs import pair_features
from marsad.coding.settings import Settings
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def drafts_of(text: str, kind: str) -> tuple[Reading, list[Draft]]:
    """Every candidate of a type as a draft, in text order, with its sides decided."""
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    decider = LearnedDecider(load_weights())
    decider.decide(reading)
    return reading, [draft_of(c, reading, decider, True) for c in reading.candidates if c.entry.type == kind]


def features(text: str, kind: str) -> set[str]:
    """Features of the first two mentions of a type at different words."""
    reading, drafts = drafts_of(text, kind)
    first = drafts[0]
    second = next(d for d in drafts if d.lead.first > first.lead.last)
    return set(names_of(pair_features(first, second, Settings(reading.candidates))))


TITLED = "مقتل 12 بحارا قرب ميناء لاغوس\n\n{}\n\nوقالت الحكومة إن التحقيق مستمر في الحادث."


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("قتل خمسة جنود في غارة على البلدة.", "joined:في"),
        ("الهجوم استهدف قافلة للجيش النرويجي قرب الميناء.", "gap:0"),
        ("قصفت النرويج الميناء ثم هاجمت القوات البلدة.", "mid:ثم"),
        ("قصف الجيش النرويجي ميناء لاغوس. ووقعت هذه الغارة فجرا.", "brought:هذه"),
        (TITLED.format("قتل 12 بحارا في غارة على ميناء لاغوس."), "blocks:title>lead"),
        (TITLED.format("قتل 12 بحارا في غارة على ميناء لاغوس."), "numbers:same"),
        (TITLED.format("قتل 30 جنديا في قصف بلدة كيدال."), "numbers:other"),
        (TITLED.format("قتل 12 بحارا في غارة على ميناء لاغوس."), "sites:same|False"),
        (TITLED.format("قتل 30 جنديا في قصف بلدة كيدال."), "sites:other|False"),
        (TITLED.format("قتل 12 بحارا في غارة على ميناء لاغوس."), "rare:3|ASSAULT"),
        (TITLED.format("قتل 30 جنديا في قصف بلدة كيدال."), "rare:0|ASSAULT"),
        ("قصف الجيش النرويجي ميناء لاغوس. وقصف الجيش النرويجي بلدة كيدال.", "aheads:same|ASSAULT"),
        ("قصف الجيش النرويجي ميناء لاغوس. وقصف الجيش النرويجي بلدة كيدال.", "behind:apart|ASSAULT"),
        ("قصف الجيش النرويجي ميناء لاغوس. وهاجمت قواته ميناء لاغوس.", "behind:same|ASSAULT"),
        ("قصف الجيش النرويجي ميناء لاغوس. كما قصف بلدة كيدال.", "opener:كما|True"),
        ("قصف الجيش النرويجي ميناء لاغوس. وكان الجيش قد قصف بلدة كيدال.", "telling:plain|pluperfect"),
        ("قصف الجيش النرويجي ميناء لاغوس. وقصف الجيش النرويجي بلدة كيدال.", "nearheads:1|False"),
    ],
)
def test_what_two_mentions_share(text: str, feature: str) -> None:
    assert feature in features(text, "ASSAULT")


def test_words_around_are_counted_without_the_mentions_themselves() -> None:
    same = features("طالبت النرويج بانسحاب القوات.\n\nوكررت النرويج أنها تطالب بانسحاب القوات.", "REQUEST")
    other = features("طالبت النرويج بانسحاب القوات.\n\nوكررت آيسلندا أنها تطالب بتعويض الصيادين.", "REQUEST")
    assert "shared:0" not in same
    assert "shared:0" in other


def test_demands_are_one_where_the_same_side_says_the_same() -> None:
    same = features("طالبت النرويج بانسحاب القوات من الجزيرة.\n\nوكررت النرويج أنها تطالب بانسحاب القوات.", "REQUEST")
    other = features("طالبت النرويج بانسحاب القوات.\n\nوطالبت آيسلندا بتعويض الصيادين.", "REQUEST")
    assert {"about:2|True", "aheads:same|REQUEST", "named:1|REQUEST"} <= same
    assert {"about:0|True", "aheads:other|REQUEST", "named:0|REQUEST"} <= other


def test_words_of_most_sentences_are_not_rare() -> None:
    text = "قصفت النرويج ميناء لاغوس. وهاجمت النرويج ميناء لاغوس."
    more = " وتحدث صيادون عن ميناء لاغوس. وزار صحفيون ميناء لاغوس."
    assert "rare:3|ASSAULT" in features(text, "ASSAULT")
    assert "rare:1|ASSAULT" in features(text + more, "ASSAULT")


def test_a_weak_word_does_not_count_as_between_when_of_another_type() -> None:
    found = features("قصفت النرويج الميناء وأدانت آيسلندا ذلك ثم هاجمت القوات البلدة.", "ASSAULT")
    assert "between:0" in found


def by_place(chances: dict[tuple[int, int], float], drafts: list[Draft]) -> Callable[[Draft, Draft], float]:
    """A chance for each two drafts by their numbers, 0.1 where none is given."""
    number = {id(d): n for n, d in enumerate(drafts)}
    return lambda a, b: chances.get((number[id(a)], number[id(b)]), 0.1)


RAIDS = "قصفت النرويج الميناء. وقصفت النرويج البلدة. وقصفت النرويج القافلة. وقصفت النرويج الجسر."


def grouped(chances: dict[tuple[int, int], float], text: str = RAIDS, kind: str = "ASSAULT") -> list[list[int]]:
    _, drafts = drafts_of(text, kind)
    number = {id(d): n for n, d in enumerate(drafts)}
    groups, _ = group(drafts, by_place(chances, drafts))
    return [[number[id(d)] for d in members] for members in groups]


def test_the_likeliest_pair_is_joined_first() -> None:
    """From left to right 1 would join 0, and 2, which belongs to 1, would be left alone."""
    assert grouped({(0, 1): 0.6, (1, 2): 0.9, (0, 2): 0.2}) == [[0], [1, 2], [3]]


def test_groups_join_by_the_mean_over_their_pairs() -> None:
    assert grouped({(0, 1): 0.9, (0, 2): 0.7, (1, 2): 0.4}) == [[0, 1, 2], [3]]
    assert grouped({(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.32}) == [[0, 1, 2], [3]]
    assert grouped({(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.28}) == [[0, 1], [2], [3]]


def test_nothing_likely_joins_nothing() -> None:
    assert grouped({}) == [[0], [1], [2], [3]]


def test_how_alike_the_groups_are_that_stay_apart() -> None:
    _, drafts = drafts_of(RAIDS, "ASSAULT")
    _, alike = group(drafts, by_place({(0, 1): 0.9, (0, 2): 0.4, (1, 2): 0.2, (2, 3): 0.35}, drafts))
    assert alike == pytest.approx([0.3, 0.35, 0.35])


def test_what_is_denied_is_not_what_was_done() -> None:
    text = "قصفت النرويج الميناء. وقالت إنها لم تقصف المستشفى."
    _, drafts = drafts_of(text, "ASSAULT")
    assert [d.status for d in drafts] == ["asserted", "negated"]
    assert grouped({(0, 1): 0.9}, text) == [[0], [1]]


def test_other_modes_of_coercion_are_other_acts() -> None:
    _, drafts = drafts_of("اعتقلت الشرطة النرويجية صحفيا. ورحلت النرويج صيادين.", "COERCE")
    assert [d.lead.mode for d in drafts] == [("arrest",), ("deport",)]
    groups, _ = group(drafts, lambda a, b: 0.9)
    assert len(groups) == 2
    drafts[1].lead.mode = ("arrest",)
    groups, _ = group(drafts, lambda a, b: 0.9)
    assert len(groups) == 1


def test_other_types_are_never_compared() -> None:
    _, raids = drafts_of("قصفت النرويج الميناء. وأدانت آيسلندا القصف.", "ASSAULT")
    _, blame = drafts_of("قصفت النرويج الميناء. وأدانت آيسلندا القصف.", "ACCUSE")
    groups, _ = group([raids[0], blame[0]], lambda a, b: 0.9)
    assert len(groups) == 2


def test_a_merged_event_keeps_all_mentions_the_surest_first() -> None:
    reading, drafts = drafts_of(RAIDS, "ASSAULT")
    for d, p in zip(drafts, (0.2, 0.9, 0.4, 0.6), strict=True):
        d.lead.probability, d.own = p, p >= 0.5
    sides = lambda candidates: (drafts[0].actors, drafts[0].recipients, {})  # noqa: E731
    merged = merge(drafts, SideBySide({"bias": 5.0}), sides, Settings(reading.candidates))
    assert len(merged) == 1
    chances = [c.probability for c in merged[0].candidates]
    assert chances == [0.9, 0.6, 0.4, 0.2]
    assert merged[0].own


def test_many_mentions_are_compared_with_those_near_by_only() -> None:
    """A hostile text must not cost the square of its length."""
    _, drafts = drafts_of("\n".join(["قصفت النرويج الميناء."] * 200), "ASSAULT")
    compared = 0

    def chance(a: Draft, b: Draft) -> float:
        nonlocal compared
        compared += 1
        return 0.9

    groups, _ = group(drafts, chance)
    assert len(drafts) == 200
    assert compared <= 200 * 60
    assert len(groups) == 1
