"""What stands in single columns of the layouts of other data sets, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs
from samples import COUNTRY, FISHERS, HOFN, MINISTRY, NORWAY, PROVINCE, REBELS, entity, event, report

from marsad.export import acled, gdelt, polecat, ucdp
from marsad.export.tables import EVENT_TABLES
from marsad.export.told import Happening, Told
from marsad.types import Event, Place

ICELAND = entity("وزارة الداخلية الآيسلندية", "ISL", "MIL")


def row(name: str, *events: Event, place: Place | None = HOFN) -> dict[str, object]:
    """The row of a happening with these reports, without what is empty."""
    made = (
        (report(e, id=f"a{n}", outlet=f"وسيلة {n}", urls=(f"https://n.example/{n}",)), e) for n, e in enumerate(events)
    )
    tolds = tuple(Told(told, e) for told, e in made)
    table = EVENT_TABLES[name]
    values = table.row(Happening(events[0].id, tolds))
    return {k: v for k, v in zip(table.layout.names, values, strict=True) if v not in (None, ())}


def single(e: Event) -> Happening:
    return Happening(e.id, (Told(report(e), e),))


def test_acled_air_strike_on_civilians() -> None:
    found = row("acled", event())
    assert found == {
        "event_id_cnty": f"ISL{int('00ab54a98ceb1f0', 16)}", "event_date": date(2026, 3, 9), "year": 2026,
        "time_precision": 1, "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "actor1": "Norway", "inter1": "External/Other forces", "actor2": "صيادون",
        "inter2": "Civilians", "interaction": "Civilians-External/Other forces",
        "civilian_targeting": "Civilian targeting", "iso": 352, "region": "Europe", "country": "Iceland",
        "location": "Hofn", "latitude": 64.25, "longitude": -15.2, "geo_precision": 1, "source": ("وسيلة 0",),
        "notes": "قالت وزارة الداخلية الآيسلندية إن طائرات نرويجية قصفت أمس الإثنين مستودعا في هوفن؛",
        "tags": ("military", "disasters", "according to: Ministry", "confidence: 0.75"), "timestamp": 1774001472,
    }  # fmt: skip


def test_acled_never_fills_fatalities() -> None:
    assert "fatalities" not in row("acled", event())


@pytest.mark.parametrize(
    ("actors", "recipients", "kind"),
    [
        ((NORWAY,), (FISHERS,), ("Violence against civilians", "Attack")),
        ((), (FISHERS,), ("Violence against civilians", "Attack")),
        ((NORWAY,), (REBELS,), ("Battles", "Armed clash")),
        ((NORWAY,), (), ("", "")),
        ((), (), ("", "")),
    ],
)
def test_acled_lets_the_sides_decide(actors: tuple, recipients: tuple, kind: tuple[str, str]) -> None:
    e = event(mode=("firearms",), actor=actors, recipient=recipients)
    assert acled.acled_type(e)[1:] == kind
    assert acled.disorder_of(e) == "Political violence"
    assert acled.left_out(single(e)) is None


def test_acled_mutual_clash_has_two_sides() -> None:
    e = event(mode=(), actor=(NORWAY, REBELS), recipient=(), reasons={"recipient": "all sides are actors"})
    found = row("acled", e)
    assert (found["actor1"], found["actor2"]) == ("Norway", "صيادون")
    assert (found["event_type"], found["interaction"]) == ("Battles", "Rebel group-External/Other forces")


def test_acled_crowds() -> None:
    demo = event("PROTEST", ("demo",), actor=(FISHERS,), recipient=())
    riot = event("PROTEST", ("riot",), actor=(FISHERS,), recipient=())
    assert row("acled", demo)["interaction"] == "Protesters only" and row("acled", riot)["inter1"] == "Rioters"
    assert row("acled", demo)["disorder_type"] == row("acled", riot)["disorder_type"] == "Demonstrations"


def test_acled_police_against_a_crowd() -> None:
    found = row("acled", event(mode=("crowd-control",), actor=(ICELAND,)))
    assert found["sub_event_type"] == "Protest with intervention" and found["interaction"] == "State forces-Protesters"


def test_acled_home_and_abroad() -> None:
    e = event(actor=(ICELAND,))
    assert row("acled", e)["inter1"] == "State forces"
    assert "inter1" not in row("acled", event(place=None))


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [
        ("2026-03-09/2026-03-15", date(2026, 3, 12), 2), ("2026-03", date(2026, 3, 16), 3),
    ],
)  # fmt: skip
def test_acled_inexact_dates(when: str, day: date, precision: int) -> None:
    found = row("acled", event(date=when))
    assert (found["event_date"], found["time_precision"]) == (day, precision)


@pytest.mark.parametrize("place", [COUNTRY, PROVINCE])
def test_nothing_makes_up_a_point(place: Place) -> None:
    for name, columns in (
        ("acled", ("latitude", "longitude")), ("ucdp", ("latitude", "longitude", "geom_wkt", "priogrid_gid")),
        ("gdelt", ("ActionGeo_Lat", "ActionGeo_Long")), ("polecat", ("Latitude", "Longitude")),
        ("reports", ("latitude", "longitude")), ("events", ("latitude", "longitude")),
    ):  # fmt: skip
        found = row(name, event(place=place))
        assert not set(columns) & set(found), name


@pytest.mark.parametrize(
    ("e", "words"),
    [
        (event(status="negated"), "status negated"),
        (event("ACCUSE", ("disapprove",)), "ACCUSE/disapprove: ACLED has no such event"),
        (event(date="2026"), "no date"),
        (event(date=None), "no date"),
    ],
)
def test_acled_leaves_out(e: Event, words: str) -> None:
    assert words in (acled.left_out(single(e)) or "")


def test_ucdp_one_sided() -> None:
    found = row("ucdp", event(), event())
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (3, "Government of Norway", "Civilians")
    assert found["dyad_name"] == "Government of Norway - Civilians" and found["gwnoa"] == 385 and "gwnob" not in found
    assert found["number_of_sources"] == 2 and found["source_office"] == ("وسيلة 0", "وسيلة 1")
    assert found["source_article"][0] == "وسيلة 0, 2026-03-10, غارة على مستودع قرب هوفن, https://n.example/0"
    assert found["source_original"] == ("Ministry",) and found["country_id"] == 395 and found["region"] == "Europe"
    assert found["geom_wkt"] == "POINT (-15.2 64.25)" and found["where_prec"] == 1 and found["date_prec"] == 1
    assert found["priogrid_gid"] == ucdp.cell_of(64.25, -15.2) == 308 * 720 + 329 + 1
    assert found["date_start"] == found["date_end"] == "2026-03-09 00:00:00.000"
    assert not {"best", "high", "low", "deaths_a", "deaths_civilians", "conflict_name", "code_status"} & set(found)


def test_ucdp_the_government_is_side_a() -> None:
    found = row("ucdp", event(actor=(REBELS,), recipient=(ICELAND,)))
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (1, "Government of Iceland", "صيادون")
    assert (found["gwnoa"], found["id"]) == (395, int("00ab54a98ceb1f0", 16)) and "gwnob" not in found
    two = row("ucdp", event(actor=(REBELS,), recipient=(REBELS,)))
    assert two["type_of_violence"] == 2
    assert "type_of_violence" not in row("ucdp", event(recipient=()))


def test_ucdp_grid_corners() -> None:
    assert ucdp.cell_of(-90, -180) == 1 and ucdp.cell_of(90, 180) == 360 * 720


@pytest.mark.parametrize(
    ("e", "words"),
    [
        (event("PROTEST", ("demo",)), "PROTEST"), (event(status="future"), "status future"),
        (event(mode=("abduct",)), "ASSAULT/abduct"), (event(date=None), "no date"),
    ],
)  # fmt: skip
def test_ucdp_leaves_out(e: Event, words: str) -> None:
    assert words in (ucdp.left_out(single(e)) or "")
    assert ucdp.left_out(single(event())) is None


def test_gdelt() -> None:
    un = entity("وزارة الداخلية الآيسلندية", "UNO", None)
    found = row("gdelt", event(actor=(un,), recipient=(NORWAY,)), event(actor=(un,), recipient=(NORWAY,)))
    assert found == {
        "GLOBALEVENTID": int("00ab54a98ceb1f0", 16), "SQLDATE": 20260309, "MonthYear": 202603, "Year": 2026,
        "FractionDate": 2026.189, "Actor1Code": "IGOUNO", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": "IGO",
        "Actor2Code": "NORMIL", "Actor2Name": "NORWAY", "Actor2CountryCode": "NOR", "Actor2Type1Code": "MIL",
        "IsRootEvent": 1, "EventCode": "195", "EventBaseCode": "195", "EventRootCode": "19", "QuadClass": 4,
        "GoldsteinScale": -9.5, "NumMentions": 4, "NumSources": 2, "NumArticles": 2, "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Hofn, Iceland", "ActionGeo_CountryCode": "IC", "ActionGeo_Lat": 64.25,
        "ActionGeo_Long": -15.2, "DATEADDED": 20260320101112, "SOURCEURL": "https://n.example/0",
    }  # fmt: skip


@pytest.mark.parametrize(("place", "kind"), [(None, 0), (COUNTRY, 1), (PROVINCE, 5), (HOFN, 4)])
def test_gdelt_place_types(place: Place | None, kind: int) -> None:
    found = row("gdelt", event(place=place))
    assert found["ActionGeo_Type"] == kind
    assert found.get("ActionGeo_FeatureID") == found.get("ActionGeo_ADM1Code") == ("IC" if kind == 1 else None)


def test_gdelt_inexact_dates_are_no_days() -> None:
    found = row("gdelt", event(date="2026-03"))
    assert (found["MonthYear"], found["Year"]) == (202603, 2026) and not {"SQLDATE", "FractionDate"} & set(found)
    assert gdelt.left_out(single(event(status="hypothetical"))) and gdelt.left_out(single(event())) is None
    assert gdelt.left_out(single(event(actor=(), recipient=()))) == "neither actor nor recipient is known"


def test_polecat() -> None:
    found = row("polecat", event(status="negated", historical=True, actor=(NORWAY, MINISTRY)))
    assert found["Event Mode"] == ("ASSAULT-aerial",) and found["Quad Code"] == "MATERIAL CONFLICT"
    assert found["Contexts"] == ("military", "disasters", "historical", "negated")
    assert found["Actor Name"] == ("Norway", "Ministry") and found["Actor COW"] == ("385", "395")
    assert found["Actor Sectors"] == ("MIL", "GOV") and found["Primary Actor Sector"] == "MIL"
    assert found["Recipient Name"] == (None,) and found["Recipient Name Raw"] == ("صيادون",)
    assert found["City"] == found["Placename"] == "Hofn" and found["GeoNames ID"] == 2630299
    assert found["Story Organizations"] == ("Ministry",) and found["Story Locations"] == ("Hofn",)
    assert found["Publication Date"] == date(2026, 3, 10) and found["Language"] == "Arabic"
    assert found["Intensity"] == -9.5 and polecat.left_out(single(event(status="future"))) is None


def test_one_text_at_several_outlets_counts_them_all() -> None:
    e = event()
    made = report(e, outlet="أ", urls=("https://a.example/1", "https://b.example/1"))
    kept = structs.replace(made.kept, outlets=("أ", "ب"))
    happening = Happening(e.id, (Told(structs.replace(made, kept=kept), e),))
    for name, wanted in {
        "gdelt": {"NumSources": 2, "NumArticles": 2}, "ucdp": {"number_of_sources": 2, "source_office": ("أ", "ب")},
        "acled": {"source": ("أ", "ب")}, "events": {"n_outlets": 2, "n_reports": 1, "outlets": ("أ", "ب")},
        "reports": {"outlet": "أ", "outlets": ("أ", "ب")},
    }.items():  # fmt: skip
        table = EVENT_TABLES[name]
        found = dict(zip(table.layout.names, table.row(happening), strict=True))
        assert {column: found[column] for column in wanted} == wanted
