"""How many places of a list are found with the right country: `python bench/place_list.py bench/conflict_places.tsv`.

The list has the columns list, country (ISO 3166 alpha-3), cue (the word before the name, "-" for none) and form. Every
name is put into one of three sentences that name no other place, so only the name and its cue say where it is.
`--misses LIST` prints what was missed of one list.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from marsad.coding.assemble import mention_bounds, place_record
from marsad.lexicon.sources import read_rows
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

_SENTENCES = (
    "اندلعت اشتباكات عنيفة في {} مساء الثلاثاء.",
    "وقال شهود إن قافلة مساعدات وصلت إلى {} قبل يومين.",
    "وأضافت أن مئات العائلات نزحت من {} بسبب القصف.",
)


def countries_found(row: dict[str, str], number: int) -> set[str]:
    """Countries of the places found where the name of a row stands in its sentence."""
    name = row["form"] if row["cue"] == "-" else f"{row['cue']} {row['form']}"
    before, after = _SENTENCES[number % len(_SENTENCES)].split("{}")
    article = read_text(before + name + after, "row", Metadata())
    start, end = len(before) + len(name) - len(row["form"]), len(before) + len(name)
    reading = read_article(article)[0]
    found = set()
    for mention in (m for mentions in reading.mentions for m in mentions):
        if mention.kind in ("place", "country", "capital") or mention.places:
            first, last = mention_bounds(reading.a, mention)
            if first < end and start < last:
                found.add(place_record(reading.a, mention).country or "")
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--misses", metavar="LIST", help="print what was missed of this list")
    args = parser.parse_args()
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for number, row in enumerate(read_rows(args.table)):
        countries = countries_found(row, number)
        total[row["list"]] += 1
        found[row["list"]] += bool(countries)
        right[row["list"]] += row["country"] in countries
        if row["list"] == args.misses and row["country"] not in countries:
            print(row["country"], row["cue"], row["form"], " ".join(sorted(countries)) or "-", sep="\t")
    for name, count in total.items():
        print(f"{name}: found {found[name] / count:.3f}, right country {right[name] / count:.3f} of {count}")


if __name__ == "__main__":
    main()
