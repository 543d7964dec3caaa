"""What commands say of inputs, workspaces and exports, in Arabic: templates whose slots {a} {b} … stay as they are.

What stands in a slot is translated where it is a sentence of its own. Records and the database keep the English words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from marsad.lexicon.sources import read_rows

_FILE = Path(__file__).parent / "problems.tsv"
_SLOT = re.compile(r"\{(\w)\}")


@lru_cache(maxsize=10_000)
def in_arabic(text: str) -> str:
    """The sentence in Arabic; as it is where there is no template for it."""
    for pattern, arabic in _templates():
        match = pattern.fullmatch(text)
        if match is not None:
            pieces = _SLOT.split(arabic)
            return "".join(in_arabic(match[piece]) if n % 2 else piece for n, piece in enumerate(pieces))
    return text


@lru_cache(maxsize=1)
def _templates() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(row["en"]), row["ar"]) for row in read_rows(_FILE)]


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _SLOT.split(english)
    words = (f"(?P<{piece}>.+?)" if n % 2 else re.escape(piece) for n, piece in enumerate(pieces))
    return re.compile("".join(words), re.DOTALL)
