"""Names, nisbas and capitals of countries: every usual form, and words that are spelled like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.coding.examples import mentions_of, read_sentence
from marsad.lexicon.builder import phrase_key
from marsad.lexicon.load import load_tables
from marsad.lexicon.sources import KNOWLEDGE, numbered_rows

NEWS = [row for _, row in numbered_rows(Path(__file__).parent / "news_countries.tsv")]


def codes(text: str) -> set[tuple[str, str | None, str | None]]:
    """Kind, country and sector of every mention of a text."""
    return {(m.kind, m.country, m.sector) for m in mentions_of(read_sentence(text))}


def test_the_list_is_long_enough() -> None:
    assert len(NEWS) >= 137
    assert len({row["id"] for row in NEWS}) >= 100


def test_every_name_of_the_news_list_is_known() -> None:
    tables = load_tables()
    missing = []
    for row in NEWS:
        refs = tables.forms.get(phrase_key(row["form"]), [])
        if row["id"] not in {tables.names[i].country for family, i, _ in refs if family == "country"}:
            missing.append(row["form"])
    assert missing == []


# Names that are another word too, or a capital: they want words of their own before them.
_ALONE = {"مالي", "قطر", "عمان", "بيرو", "بنين", "سورية"}


@pytest.mark.parametrize("row", [row for row in NEWS if row["form"] not in _ALONE], ids=lambda row: row["form"])
def test_a_country_that_acts_is_a_mention(row: dict[str, str]) -> None:
    text = f"وقالت {row['form']} إن المحادثات مستمرة"
    assert (row["id"], "GOV") in {(c, s) for _, c, s in codes(text)}


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("وصل الجنود السوريون إلى الحدود", "SYR", "MIL"),
        ("وصل جنود سوريون إلى الحدود", "SYR", "MIL"),
        ("التقى الوزيران الروسيان في الفندق", "RUS", "GOV"),
        ("وصل ضباط روس إلى القاعدة", "RUS", "MIL"),
        ("قالت الوزيرة الفرنسية إن القرار صعب", "FRA", "GOV"),
        ("نددت القوات الكورية الجنوبية بالتجربة", "KOR", "MIL"),
        ("تظاهر آلاف الأرمن في العاصمة", "ARM", "CVL"),
        ("رفض الأتراك العرض", "TUR", "CVL"),
        ("هاجم مسلحون أكراد الموقع", None, "UAF"),
        ("أعلن الجيش المالي مقتل جنود", "MLI", "MIL"),
        ("زار الرئيس الجورجي المدينة", "GEO", "GOV"),
        ("زار الرئيس الروماني المدينة", "ROU", "GOV"),
        ("قال وزير المالية إن العجز تراجع", None, "GOV"),
    ],
)
def test_nisbas(text: str, country: str | None, sector: str) -> None:
    assert (country, sector) in {(c, s) for _, c, s in codes(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("تلقت الشركة دعما مالي المصدر", "MLI"),
        ("عثر على مسرح روماني قديم", None),
        ("قال جورجي إنه سيعود", "GEO"),
        ("ارتفع قطر الدائرة إلى مترين", None),
        ("انتشرت سيول في الوادي", "KOR"),
    ],
)
def test_traps_are_no_governments(text: str, code: str | None) -> None:
    """ "مالي" is "financial" too, "سيول" floods, "قطر" a diameter: none of them acts as a state here."""
    states = {c for kind, c, sector in codes(text) if kind in ("country", "capital") and sector == "GOV"}
    assert code not in states or code is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("حذرت واشنطن من التصعيد", "USA"),
        ("أعلن الكرملين موعد القمة", "RUS"),
        ("نفى البيت الأبيض النبأ", "USA"),
        ("أكد قصر بعبدا الخبر", "LBN"),
        ("رفضت دمشق الاتهام", "SYR"),
        ("استدعت أنقرة السفير", "TUR"),
    ],
)
def test_capitals_and_seats_stand_for_governments(text: str, country: str) -> None:
    assert (country, "GOV") in {(c, s) for _, c, s in codes(text)}


def test_a_capital_where_something_happens_is_a_place() -> None:
    found = [m for m in mentions_of(read_sentence("عقد الاجتماع في البيت الأبيض")) if m.country == "USA"]
    assert [m.kind for m in found] == ["place"]


def test_a_capital_named_like_a_country_follows_the_article() -> None:
    text = "التقى الملك الأردني في عمان وزراء أردنيين"
    assert "OMN" not in {c for _, c, _ in codes(text)}


def test_every_country_has_a_nisba_or_says_why() -> None:
    """docs/knowledge-actors.md names those without: their nisbas are rare or surnames."""
    names = [row for _, row in numbered_rows(KNOWLEDGE / "country_names.tsv")]
    all_ids = {row["id"] for row in names if row["kind"] == "name"}
    have = {row["id"] for row in names if row["kind"] == "nisba"}
    assert all_ids - have <= {"KNA", "SLB", "STP", "VCT", "ESH"}
