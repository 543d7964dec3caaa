"""The column layouts are those of the data sets, every column is explained, and every code has its counterpart."""

from __future__ import annotations

import pytest

from marsad.codebook.tables import plover
from marsad.export.codes import acled_types, countries, disorder_types, groups, quad_classes, sectors
from marsad.export.layouts import load_layout
from marsad.export.rows import ARTICLE, QUOTE
from marsad.export.tables import EVENT_TABLES
from marsad.lexicon.sources import KNOWLEDGE, read_rows
from marsad.store.query import SECTORS

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)
UCDP = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob"
)
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
GDELT = " ".join(
    [
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate",
        *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR.split()),
        "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale",
        "NumMentions NumSources NumArticles AvgTone",
        *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
        "DATEADDED SOURCEURL",
    ]
)
POLECAT = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, "
    "Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, "
    "Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, "
    "Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, "
    "GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, "
    "Story Locations, Language, Version"
)


@pytest.mark.parametrize(
    ("name", "columns", "count"),
    [("acled", ACLED, 31), ("ucdp", UCDP, 49), ("gdelt", GDELT, 61), ("polecat", POLECAT, 40)],
)
def test_the_columns_and_their_order(name: str, columns: str, count: int) -> None:
    assert list(load_layout(name).names) == columns.split(", " if name == "polecat" else None)
    assert len(load_layout(name).columns) == count


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_what_a_layout_says_is_filled_is_filled(name: str) -> None:
    table = EVENT_TABLES[name]
    filled = {column.name for column in table.layout.columns if column.filled}
    assert filled <= set(table.fill)
    if name not in ("reports", "events"):  # these two share their functions
        assert filled == set(table.fill)


def test_the_other_tables_are_filled() -> None:
    assert set(load_layout("articles").names) <= set(ARTICLE)
    assert set(load_layout("quotes").names) <= set(ARTICLE) | set(QUOTE)


@pytest.mark.parametrize("name", [*EVENT_TABLES, "articles", "quotes"])
def test_no_column_stands_twice(name: str) -> None:
    names = load_layout(name).names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["reports", "events", "articles", "quotes"])
def test_own_columns_have_arabic_names(name: str) -> None:
    names = [column.ar for column in load_layout(name).columns]
    assert all(names) and len(set(names)) == len(names)


def test_every_type_and_mode_has_its_place_in_acled() -> None:
    assert set(acled_types()) == set(plover())
    for found in acled_types().values():
        assert found.rule in ("code", "sides", "none")
        assert bool(found.event) is bool(found.sub_event) is (found.rule == "code")
        if found.event:
            assert (found.event, "") in disorder_types()


def test_every_sector_and_country_is_known() -> None:
    assert set(sectors()) == SECTORS
    assert {row["id"] for row in read_rows(KNOWLEDGE / "countries.tsv")} == set(countries())
    fips = [codes.fips for codes in countries().values()]
    assert len(set(fips)) == len(fips) and all(len(code) == 2 for code in fips)
    for numbers in ([c.cow for c in countries().values()], [c.gw for c in countries().values()]):
        known = [number for number in numbers if number]
        assert len(set(known)) == len(known)


@pytest.mark.parametrize(
    ("iso", "fips", "cow", "gw", "region"),
    [
        ("DEU", "GM", 255, 260, "Europe"), ("YEM", "YM", 679, 678, "Middle East"), 
        ("EGY", "EG", 651, 651, "Middle East"),
        ("SDN", "SU", 625, 625, "Africa"), ("USA", "US", 2, 2, "Americas"), ("CHN", "CH", 710, 710, "Asia"),
        ("PSE", "WE", None, None, None), ("KOS", "KV", 347, 347, "Europe"), ("SSD", "OD", 626, 626, "Africa"),
    ],
)  # fmt: skip
def test_some_countries(iso: str, fips: str, cow: int | None, gw: int | None, region: str | None) -> None:
    found = countries()[iso]
    assert (found.fips, found.cow, found.gw, found.ucdp_region) == (fips, cow, gw, region)


def test_every_cameo_root_has_a_quad_class() -> None:
    assert {code.cameo[:2] for code in plover().values()} <= set(quad_classes())
    assert len(quad_classes()) == 20 and set(quad_classes().values()) == {1, 2, 3, 4}
    assert set(groups()) == {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC"}
