"""The rows of the place tables and the spelling of their Arabic forms (part of build_places.py)."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

# First words of GeoNames alternates that name the district, not the town.
DISTRICT_WORDS = frozenset(
    [
        "محافظة",
        "ولاية",
        "مقاطعة",
        "شعبية",
        "شعبيه",
        "استان",
        "شهرستان",
        "قضاء",
        "ناحية",
        "مركز",
        "إقليم",
        "قصبه",
        "قصبة",
    ]
)

PURE = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
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


def words(text: str) -> list[str]:
    """The words of a string."""
    return text.split()


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


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Read a table with ``#`` comment lines before its header."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def arabic_forms(alternates: Iterable[str]) -> list[str]:
    """Keep the purely Arabic alternates, one per folded spelling."""
    best: dict[str, str] = {}
    for raw in alternates:
        form = clean(raw)
        if not PURE.fullmatch(form) or _JUNK.search(form) or len(form.split()) > 4:
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
