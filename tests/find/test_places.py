"""Places that news of conflicts names: found with the right country, with only the sentence to go by."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from marsad.coding.assemble import mention_bounds  # noqa: E402
from marsad.lexicon.sources import read_rows  # noqa: E402
from marsad.pipeline import read_article  # noqa: E402
from marsad.read import read_text  # noqa: E402
from marsad.types import Metadata  # noqa: E402
from place_list import countries_found  # noqa: E402


def share_right(part: str) -> tuple[int, float]:
    """How many rows a part of the list has, and the share found with the right country."""
    rows = [(n, row) for n, row in enumerate(read_rows(BENCH / "conflict_places.tsv")) if row["list"] == part]
    return len(rows), sum(row["country"] in countries_found(row, n) for n, row in rows) / len(rows)


@pytest.mark.parametrize(
    ("part", "size", "least"), [("first", 300, 0.97), ("fresh", 150, 0.95), ("third", 300, 0.94), ("fifth", 300, 0.91),
     ("sixth", 900, 0.9), ("seventh", 250, 0.82), ("eighth-cue", 500, 0.95), ("tenth-bare", 150, 0.93)]
)
def test_places_of_conflicts(part: str, size: int, least: float) -> None:
    count, right = share_right(part)
    assert count >= size
    assert right >= least


@pytest.mark.parametrize(
    ("cue", "form", "country"),
    [
        ("مدينة", "سرت", "LBY"), ("مدينة", "نوى", "SYR"), ("بلدة", "نوى", "SYR"), ("لمدينة", "تدمر", "SYR"),
        ("بلدة", "دوما", "SYR"), ("مديرية", "خب والشعف", "YEM"),
    ],
)  # fmt: skip
def test_a_word_for_a_town_makes_a_verb_a_name(cue: str, form: str, country: str) -> None:
    assert country in countries_found({"cue": cue, "form": form}, 0)


def test_a_verb_behind_such_a_word_is_none() -> None:
    assert countries_found({"cue": "مدينة", "form": "شهدت"}, 0) == set()


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("استهدفت غارات جوية مواقع المسلحين في هيت فجر اليوم", "هيت", True),
        ("قال الوزير إن البلاد تستخدم أساليب في حديثة الأجهزة", "حديثة", False),
        ("أجلت اللجنة النظر في القائم من العقود", "القائم", False),
        ("اندلعت اشتباكات في بيحان وعسيلان وحريب", "حريب", True),
        ("تأهل الفريق إلى الدور الثاني بعد معارك قضائية", "الدور", False),
    ],
)
def test_everyday_words_are_places_where_force_is_told(text: str, form: str, expected: bool) -> None:
    article = read_text(text + ".", "row", Metadata())
    found = {
        article.text[slice(*mention_bounds(reading.a, m))]
        for reading in read_article(article)[:1]
        for mentions in reading.mentions
        for m in mentions
        if m.kind == "place"
    }
    assert any(form in name for name in found) is expected


def places_in(text: str) -> dict[str, str | None]:
    """Name as written → country of the places of a text."""
    article = read_text(text, "row", Metadata())
    reading = read_article(article)[0]
    found = {}
    for m in (m for mentions in reading.mentions for m in mentions if m.kind == "place"):
        start, end = mention_bounds(reading.a, m)
        found[article.text[start:end]] = m.country
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("وصلت القافلة إلى مدينة أقاديزي مساء الأحد.", "أقاديزي", "NER"),  # no table spells it so
        ("سقطت قذائف على ستيباناكيرتا فجر اليوم.", "ستيباناكيرتا", "AZE"),
        ("فتشت الشرطة منازل في مدينة سيوداد أوبريغون.", "سيوداد أوبريغون", "MEX"),
        ("قتل ثلاثة في بلدة بول خمري أمس.", "بول خمري", "AFG"),
        ("وقعت هزة في مدينة بليدة شمالي البلاد.", "بليدة", "DZA"),
        ("دخلت شاحنات إلى طوز  خرماتو أمس.", "طوز  خرماتو", "IRQ"),
    ],
)
def test_other_spellings_of_foreign_places(text: str, name: str, country: str) -> None:
    assert places_in(text).get(name) == country


@pytest.mark.parametrize(
    "text",
    [
        "صدر القرار في أبريل الماضي.",
        "ترشح لولاية جديدة من أربع سنوات.",
        "غادر حرصا على سلامتها أمس.",
        "وصف في حديثه الأمر بأنه خطير، وأضاف أن المدينة هادئة.",
        "وقع الاتفاق في ولاية غرب البلاد.",
        "اشترى على براغي من الفولاذ.",
    ],
)
def test_words_that_are_no_foreign_places(text: str) -> None:
    assert places_in(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("وقال مراسلنا في الرطبة إن الوضع هادئ اليوم.", "الرطبة", "IRQ"),
        ("ووصل الوفد إلى باتنة صباح الأحد.", "باتنة", "DZA"),
        ("ووصل الوفد إلى الإسماعيلية صباح الأحد.", "الإسماعيلية", "EGY"),
        ("سيطر المقاتلون السوريون على قرى قرب حلب، ودارت معارك في كوباني. ونزح سكان كوباني.", "كوباني", "SYR"),
    ],
)
def test_places_told_quietly(text: str, name: str, country: str) -> None:
    assert places_in(text).get(name) == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("نزحت عائلات من صور مساء الثلاثاء.", "صور", "LBN"),
        ("وصلت القافلة إلى النصيرات قبل يومين.", "النصيرات", "PSE"),
        ("وصلت قافلة إلى تيغراي.", "تيغراي", "ETH"),
        ("اندلعت اشتباكات في جنين.", "جنين", "PSE"),
    ],
)
def test_places_of_flight_articles_and_peoples(text: str, name: str, country: str) -> None:
    assert places_in(text).get(name) == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("اندلعت اشتباكات في وانا مساء الثلاثاء.", "وانا", "PAK"),  # no "and I"
        ("ونزح سكان من باما أمس.", "باما", "NGA"),
        ("دارت معارك في بلدة كالي.", "كالي", "COL"),
        ("اقتحم الجنود منازل في بيتا فجر اليوم.", "بيتا", "PSE"),  # no "a house", which would be بيت
        ("وصلت القوات إلى أوري قبل يومين.", "أوري", "IND"),
        ("قال شهود إن شاحنات وصلت إلى الناصر قبل يومين.", "الناصر", "SSD"),
        ("اندلعت معارك في البغدادي صباح الأحد.", "البغدادي", "IRQ"),
    ],
)
def test_names_that_only_a_preposition_tells(text: str, name: str, country: str) -> None:
    assert places_in(text).get(name) == country


@pytest.mark.parametrize(
    "text",
    [
        "قال إن الجنود هاجموا الناصر في منزله.",
        "أعلن البغدادي المعارك.",
        "هاجموا بيتا فجر اليوم.",
        "أثارت الهجمات شكوكا في البغدادي نفسه.",
        "وصلت الرسالة إلى القائد ناصر.",
        "هجوم على الجيش وانا شاهد عليه.",
    ],
)
def test_names_of_people_and_nouns_stay(text: str) -> None:
    assert places_in(text) == {}


@pytest.mark.parametrize("text", ["نزحوا من خوف القصف.", "التقطت عددا من صور الأقمار الصناعية للنازحين."])
def test_flight_from_no_place(text: str) -> None:
    assert places_in(text) == {}


def test_a_capital_with_the_article_tells_which_homonym_is_meant() -> None:
    reading = read_article(read_text("انفجار في العباسية بالقاهرة.", "a", Metadata(published="2026-03-10")))[0]
    assert {m.country for found in reading.mentions for m in found} == {"EGY"}
