"""How fast the tables load and whether matching slows with their size: `python bench/tables.py [CORPUS]`.

Load: milliseconds of processor time to read the compiled tables from the cache, the best of several. Matching: words a
second that are looked up for the first time, with a tenth, half and all of the forms, and with as many invented forms
on top; a dictionary answers in the same time whatever its size.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from marsad.lexicon.load import data_version, load_tables
from marsad.text.tokens import tokenize
from marsad.text.words import WordTable

DEFAULT = Path("../shared/corpus/articles.jsonl")
ROUNDS = 5


def best_seconds(rounds: int, work: object) -> float:
    """Processor time of the fastest of some rounds of a function without arguments."""
    assert callable(work)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def load_again() -> None:
    """Read the tables from their cache, whatever this process has of them."""
    load_tables.cache_clear()
    load_tables()


def surfaces(path: Path) -> list[str]:
    """The different words of a corpus."""
    found: dict[str, None] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        found.update((token.text, None) for token in tokenize(text, 0, len(text)))
    return list(found)


def main() -> None:
    """Print the figures."""
    data_version()
    load_tables()
    print(f"load from cache            {1000 * best_seconds(ROUNDS, load_again):7.0f} ms")
    tables = load_tables()
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not path.exists():
        return
    words = surfaces(path)
    known = dict(tables.forms)
    keys = list(known)
    invented = {f"ظظ{n}": known[key] for n, key in enumerate(keys)}
    for name, forms in (
        ("a tenth of the forms", {key: known[key] for key in keys[::10]}),
        ("half of the forms", {key: known[key] for key in keys[::2]}),
        ("all forms", known),
        ("twice as many", known | invented),
    ):

        def look(table: dict[str, list[tuple[str, int, str]]] = forms) -> None:
            fresh = WordTable(table, tables.lengths)
            for word in words:
                fresh.word(word)

        seconds = best_seconds(3, look)
        print(f"{name:<26} {len(forms):>8,} forms {len(words) / seconds:>10,.0f} new words a second")


if __name__ == "__main__":
    main()
