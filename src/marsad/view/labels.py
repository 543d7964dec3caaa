"""What codes and fields are called on screen, in Arabic or English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from marsad.lexicon.sources import KNOWLEDGE, read_rows
from marsad.view.problems import in_arabic
from marsad.view.sentences import translate

Lang = Literal["ar", "en"]
LANGS: tuple[Lang, ...] = ("ar", "en")
_FILE = Path(__file__).parent / "labels.tsv"
_MESSAGES = Path(__file__).parent / "messages.tsv"


class Labels:
    """The labels of one interface language; a code without a label is shown as it is."""

    def __init__(self, lang: Lang, table: dict[str, str]) -> None:
        self.lang: Lang = lang
        self._table = table

    def of(self, group: str, code: str) -> str:
        """The label of a code, or the code itself."""
        return self._table.get(f"{group}.{code}", code)

    def ui(self, name: str) -> str:
        """The label of a field or button; raises KeyError for a name that labels.tsv does not have."""
        return self._table["ui." + name]

    def say(self, name: str, /, **values: object) -> str:
        """What a command says, with these values; raises KeyError for a name that messages.tsv does not have.

        Whole numbers have thousands apart. Where `n` is 1, the message NAME_one is taken if there is one.
        """
        one = self._table.get(f"say.{name}_one") if values.get("n") == 1 else None
        shown = {k: f"{v:,}" if isinstance(v, int) and not isinstance(v, bool) else v for k, v in values.items()}
        return (one or self._table["say." + name]).format(**shown)

    def problem(self, text: str) -> str:
        """A sentence about an input, a workspace or an export in this language where there is one, else as it is."""
        return in_arabic(text) if self.lang == "ar" else text

    def listed(self, parts: Iterable[str]) -> str:
        """The parts that are not empty, as a list with commas."""
        return ("، " if self.lang == "ar" else ", ").join(part for part in parts if part)

    def mode(self, event_type: str, mode: str) -> str:
        """The label of a mode, which may differ between event types."""
        return self._table.get(f"mode.{event_type}.{mode}") or self.of("mode", mode)

    def country(self, code: str) -> str:
        """The name of a country or of one of the codes for organisations."""
        return self.of("country", code)

    def sentence(self, text: str) -> str:
        """A sentence of the coder in this language where it has been translated, else as it is."""
        known = self._table.get(f"text.{text}")
        if known is not None or self.lang == "en":
            return known or text
        return translate(text) or text


@lru_cache(maxsize=2)
def load_labels(lang: Lang) -> Labels:
    """The labels of a language, with the country names of the knowledge tables."""
    table = {f"country.{row['id']}": row[lang] for row in read_rows(KNOWLEDGE / "countries.tsv")}
    table |= {row["key"]: row[lang] for row in read_rows(_FILE)}
    table |= {f"say.{row['key']}": row[lang] for row in read_rows(_MESSAGES)}
    return Labels(lang, table)
