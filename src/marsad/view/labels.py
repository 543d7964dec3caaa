"""What codes and fields are called on screen, in Arabic or English."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from marsad.lexicon.sources import KNOWLEDGE, read_rows
from marsad.view.sentences import translate

Lang = Literal["ar", "en"]
LANGS: tuple[Lang, ...] = ("ar", "en")
_FILE = Path(__file__).parent / "labels.tsv"


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
    return Labels(lang, table)
