"""The table of forms while it is built, and the keys it is built of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from marsad.lexicon.forms import RawRef
from marsad.lexicon.sources import read_rows
from marsad.text.orthography import fold

FINITE = frozenset({"pf", "im", "js", "pv"})
_NOMINAL = frozenset({"sg", "du", "pl", "vn"})


class FormBuilder:
    """Forms and what they refer to, in the order in which they are added."""

    def __init__(self) -> None:
        self.forms: dict[str, list[RawRef]] = {}
        self.lengths: dict[str, int] = {}

    def add(self, key: str, family: str, index: int, tag: str) -> None:
        """A form that refers to one record; a form that is there with it already keeps its tag."""
        refs = self.forms.setdefault(key, [])
        for n, (other, number, old) in enumerate(refs):
            if (other, number) == (family, index):
                if old[:2] in FINITE and tag[:2] in _NOMINAL and not old.endswith("/n"):
                    refs[n] = (family, index, old + "/n")  # قتل is both "killed" and "killing"
                break
        else:
            refs.append((family, index, tag))
        first, *rest = key.split(" ")
        if rest:
            self.lengths[first] = max(self.lengths.get(first, 1), len(rest) + 1)

    def add_phrase(self, lemma: str, heads: dict[str, str], family: str, index: int) -> None:
        """A form of several words whose first word inflects."""
        rest = " ".join(fold(word) for word in lemma.split()[1:])
        for key, tag in heads.items():
            self.add(f"{key} {rest}" if rest else key, family, index, tag)


def phrase_key(form: str) -> str:
    """The key of a name of one or several words; marks inside a name (hyphens, quotes, dots) separate words."""
    cleaned = "".join(c if c.isalnum() or c.isspace() or "\u064b" <= c <= "\u0652" else " " for c in form)
    return " ".join(fold(word) for word in cleaned.split())


def optional_rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a table that a folder may go without."""
    return read_rows(path) if path.exists() else ()
