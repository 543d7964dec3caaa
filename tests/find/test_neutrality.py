"""Disputed places: claimants, holders by date, worldviews; no pin for a country."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from marsad.coding.assemble import controller, entity_of, place_record
from marsad.coding.examples import mentions_of, read_sentence
from marsad.lexicon.load import data_version, load_tables, use_lexicon
from marsad.lexicon.sources import KNOWLEDGE, LexiconError, numbered_rows
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata, Place


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    """Tables as shipped after every test."""
    yield
    use_lexicon(None)


def place(text: str, name: str, day: str | None) -> Place:
    """The record of a place named in a text."""
    reading = read_sentence(text)
    found = [place_record(reading.a, m, day) for m in mentions_of(reading) if m.kind in ("place", "country")]
    return next(p for p in found if name in p.text)


def test_equal_names_are_one_place() -> None:
    first = place("وصل الوفد إلى ستيباناكيرت", "ستيباناكيرت", None)
    second = place("وصل الوفد إلى خانكندي", "خانكندي", None)
    assert first.id == second.id and first.text != second.text
    gulf = {place(f"أبحرت السفينة في {name}", name, None).id for name in ("الخليج العربي", "الخليج الفارسي")}
    assert len(gulf) == 1


@pytest.mark.parametrize(
    ("day", "holder"), [("2013-05-01", "UKR"), ("2018-05", "RUS"), ("2014-02-27/2014-03-01", "RUS"), (None, None)]
)
def test_the_holder_is_that_of_the_day(day: str | None, holder: str | None) -> None:
    crimea = place("سقط الصاروخ في شبه جزيرة القرم", "القرم", day)
    assert (crimea.country, crimea.disputed, crimea.claimed_by) == ("UKR", True, ("UKR", "RUS"))
    assert crimea.controlled_by == holder


def test_an_undisputed_place_says_nothing() -> None:
    cairo = place("انفجرت سيارة في مدينة طنطا", "طنطا", "2018-05-01")
    assert (cairo.disputed, cairo.claimed_by, cairo.controlled_by) == (False, (), None)


@pytest.mark.parametrize(
    ("view", "name", "country"),
    [
        ("un", "القدس", "PSE"), ("ISR", "القدس", "ISR"), ("un", "العيون", "ESH"), ("MAR", "العيون", "MAR"),
        ("RUS", "القرم", "RUS"), ("CHN", "تايوان", "CHN"), ("un", "تايوان", "TWN"), ("SRB", "كوسوفو", "SRB"),
    ],
)  # fmt: skip
def test_a_worldview_moves_only_the_code(view: str, name: str, country: str) -> None:
    before = data_version()
    use_lexicon(None, view)
    seen = place(f"وقع الانفجار في مدينة {name}" if name not in ("تايوان", "كوسوفو") else f"وقع في {name}", name, None)
    assert (seen.country, seen.disputed) == (country, True)
    assert (data_version() == before) is (view == "un")


def test_a_view_nobody_holds_is_refused() -> None:
    use_lexicon(None, "XXX")
    with pytest.raises(LexiconError, match="worldview XXX"):
        load_tables()


def test_no_country_has_a_pin() -> None:
    assert (place("وصل الوفد إلى فرنسا", "فرنسا", None).lat, place("وصل الوفد إلى فرنسا", "فرنسا", None).lon) == (
        None,
        None,
    )


def test_claims_and_holders_name_places_and_days() -> None:
    tables = load_tables()
    known = {p.id for p in tables.places} | {n.id for n in tables.names}
    assert set(tables.disputes) <= known and set(tables.controls) <= set(tables.disputes)
    assert len(tables.disputes) >= 100
    for _, row in numbered_rows(KNOWLEDGE / "controllers.tsv"):
        assert row["source"], row
        assert not row["valid_to"] or row["valid_from"] < row["valid_to"], row


def test_terms_of_holders_do_not_overlap() -> None:
    for identity, controls in load_tables().controls.items():
        ordered = sorted(controls, key=lambda c: c.valid_from)
        for first, second in pairwise(ordered):
            assert first.valid_to and first.valid_to <= second.valid_from, identity
        for control in ordered:
            day = control.valid_from or "1900"
            assert controller(controls, day) == control.country


@pytest.mark.parametrize(
    ("day", "name"),
    [("2016-01-05", "al-Nusra Front"), ("2016-09-01", "Fath al-Sham Front"), ("2020-01-01", "Hay'at Tahrir al-Sham")],
)
def test_the_display_name_is_that_of_the_day(day: str, name: str) -> None:
    article = read_text("هاجمت جبهة النصرة البلدة أمس", "a", Metadata(published=day))
    reading = read_article(article)[0]
    found = [entity_of(reading.a, m, "actor", "ASSAULT") for m in mentions_of(reading) if m.id == "org.syr.hts"]
    assert [e.name.en for e in found if e.name] == [name]
    assert found[0].text == "جبهة النصرة"
