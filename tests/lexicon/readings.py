"""The examples of the lexicon that are known not to be read yet."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_KNOWN = Path(__file__).parent / "known_failures.toml"


@lru_cache(maxsize=1)
def known_failures() -> dict[tuple[str, str], str]:
    """Examples that the engine does not read yet: (entry, text) → reason."""
    rows = tomllib.loads(_KNOWN.read_text(encoding="utf-8")).get("known", [])
    return {(row["entry"], row["text"]): row["reason"] for row in rows}
