"""Countries, peoples, organisations, persons and places: the identities of the knowledge tables and their names."""

from __future__ import annotations

from pathlib import Path

from marsad.lexicon import schema
from marsad.lexicon.builder import FormBuilder, optional_rows, phrase_key
from marsad.lexicon.forms import RawRef
from marsad.lexicon.inflect import inflect_nisba
from marsad.lexicon.sources import LexiconError, read_rows

_VILLAGE = 20_000  # people of a place of ours of unknown size, among those with a point
_POINTLESS = 100_000  # and among those without one: towns of the gazetteer with fewer are less in the news


def add_countries(b: FormBuilder, folder: Path) -> list[schema.NamedRow]:
    """The countries; their names, capitals, peoples and nisbas as forms."""
    names: list[schema.NamedRow] = []
    index_of: dict[str, int] = {}
    for row in read_rows(folder / "countries.tsv"):
        index_of[row["id"]] = len(names)
        names.append(schema.NamedRow(row["id"], row["ar"], row["en"], "country", row["id"], "GOV"))
    for row in read_rows(folder / "country_names.tsv"):
        index, kind = _find(index_of, row, "country_names.tsv"), row["kind"]
        if kind == "nisba":
            for key, tag in inflect_nisba(row["form"]).items():
                b.add(key, "nisba", index, tag)
        else:
            family = {"name": "country", "capital": "capital", "people": "people"}.get(kind)
            if family is None:
                raise LexiconError(f"country_names.tsv: {row['form']}: no kind {kind!r}; name, capital, nisba, people")
            b.add(phrase_key(row["form"]), family, index, "pl")
    return names


def add_peoples(b: FormBuilder, names: list[schema.NamedRow], folder: Path) -> None:
    """Peoples and groups without a state join the names."""
    for row in optional_rows(folder / "peoples.tsv"):
        index = len(names)
        code = row["code"]
        names.append(schema.NamedRow(row["id"], row["form"], row["id"], "people", code, row["sector"]))
        if row["kind"] == "nisba":
            for key, tag in inflect_nisba(row["form"]).items():
                b.add(key, "nisba", index, tag)
        else:
            b.add(phrase_key(row["form"]), "people", index, "pl")


def add_named(b: FormBuilder, names: list[schema.NamedRow], folder: Path, stem: str, family: str) -> None:
    """The identities of a table join the names, with the names they go by."""
    index_of: dict[str, int] = {}
    for row in optional_rows(folder / f"{stem}.tsv"):
        index_of[row["id"]] = len(names)
        names.append(
            schema.NamedRow(
                row["id"], row["ar"], row["en"], row["kind"], row["country"], row["sector"],
                row["valid_from"], row["valid_to"],
            )
        )  # fmt: skip
    for row in optional_rows(folder / f"{stem[:-1]}_names.tsv"):
        b.add(phrase_key(row["form"]), family, _find(index_of, row, f"{stem[:-1]}_names.tsv"), "sg")


def add_people(b: FormBuilder, names: list[schema.NamedRow], folder: Path) -> dict[str, list[schema.Term]]:
    """Persons join the names; the offices each held, by id."""
    index_of: dict[str, int] = {}
    for row in optional_rows(folder / "people.tsv"):
        index_of[row["id"]] = len(names)
        names.append(schema.NamedRow(row["id"], row["ar"], row["en"], "person", row["country"], ""))
    for row in optional_rows(folder / "people_names.tsv"):
        b.add(phrase_key(row["form"]), "person", _find(index_of, row, "people_names.tsv"), row["kind"])
    terms: dict[str, list[schema.Term]] = {}
    for row in optional_rows(folder / "people_terms.tsv"):
        term = schema.Term(row["office_en"], row["country"], row["sector"], row["valid_from"], row["valid_to"])
        terms.setdefault(row["id"], []).append(term)
    return terms


def add_places(b: FormBuilder, folder: Path) -> list[schema.PlaceRow]:
    """The gazetteer, its names as forms."""
    places: list[schema.PlaceRow] = []
    index_of: dict[str, int] = {}
    for row in optional_rows(folder / "places.tsv"):
        index_of[row["id"]] = len(places)
        places.append(
            schema.PlaceRow(
                row["id"], row["ar"], row["en"], row["country"], row["precision"],
                _number(row, "lat"), _number(row, "lon"), int(_number(row, "population") or 0),
                row["source"] not in ("geonames", "natural-earth") and bool(row["lat"]),
            )
        )  # fmt: skip
    for row in optional_rows(folder / "place_names.tsv"):
        key = phrase_key(row["form"])
        if key:
            b.add(key, "place", _find(index_of, row, "place_names.tsv"), "sg")
    for refs in b.forms.values():  # of places with one name the authored come first, then the largest
        if sum(ref[0] == "place" for ref in refs) > 1:
            refs.sort(key=lambda r: _place_rank(r, places))
    return places


def _place_rank(ref: RawRef, places: list[schema.PlaceRow]) -> tuple[int, int, int]:
    if ref[0] != "place":
        return (0, 0, 0)
    place = places[ref[1]]
    own = (_VILLAGE if place.authored else _POINTLESS) if place.id.startswith("mr:") else 0
    return (1, int(not place.authored), -(place.population or own))


def renamed(folder: Path) -> dict[str, list[schema.DatedName]]:
    """The display names of identities that had others before, by id."""
    found: dict[str, list[schema.DatedName]] = {}
    for r in optional_rows(folder / "renamed.tsv"):
        found.setdefault(r["id"], []).append(schema.DatedName(r["ar"], r["en"], r["valid_from"], r["valid_to"]))
    return found


def controls(folder: Path) -> dict[str, list[schema.Control]]:
    """Who held disputed places when, by id."""
    found: dict[str, list[schema.Control]] = {}
    for row in optional_rows(folder / "controllers.tsv"):
        found.setdefault(row["id"], []).append(schema.Control(row["controlled_by"], row["valid_from"], row["valid_to"]))
    return found


def _find(index_of: dict[str, int], row: dict[str, str], file: str) -> int:
    """The number of the identity a name belongs to."""
    index = index_of.get(row["id"])
    if index is None:
        raise LexiconError(f"{file}: {row['form']}: there is no {row['id']}; add its row or correct the id")
    return index


def _number(row: dict[str, str], column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise LexiconError(f"places.tsv: {row['id']}: {column} {row[column]!r} is no number") from None
