"""How often weekdays are dated right: `python bench/weekdays.py [-v] PATH`, PATH a JSONL file of sentences.

A line has `sentence`, `span` (weekday with date), `weekday`, `dct` (the day of publication), `gold` (the
right day) and `delta` (gold minus dct in days). Two figures: the span as written, and, for |delta| up to six
days, the span with its date masked: only the weekday is left and the clause must tell on which side it lies.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from marsad.find.times import find_times
from marsad.text.orthography import fold
from marsad.text.tokens import tokenize
from marsad.types import TimeMention

DEFAULT = Path("../shared/gold/weekdays/dev.jsonl")
NEAR = 6  # a bare weekday names a day within a week


class Case(msgspec.Struct, frozen=True):
    """One sentence with a weekday and date whose day is known."""

    doc: str
    sentence: str
    span: str
    weekday: str
    dct: str
    gold: str
    delta: int


class Outcome(msgspec.Struct, frozen=True):
    """A case, the sentence as read, and the days given to the expression (None when it was not found)."""

    case: Case
    sentence: str
    days: str | None
    basis: str

    @property
    def right(self) -> bool:
        """True when the expression was given exactly the right day."""
        return self.days == self.case.gold


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file; raises msgspec.ValidationError on a line of another shape."""
    decoder = msgspec.json.Decoder(Case)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def date_case(case: Case, masked: bool) -> Outcome:
    """The day found for the span of a case, with its date masked or as written."""
    start = case.sentence.find(case.span)
    written = case.weekday if masked else case.span
    sentence = case.sentence[:start] + written + case.sentence[start + len(case.span) :]
    tokens = tokenize(sentence)
    mentions = find_times(sentence, tokens, [fold(t.text) for t in tokens], date.fromisoformat(case.dct))
    found = _at(mentions, start, start + len(written))
    if found is None:
        return Outcome(case, sentence, None, "")
    # An end of a range ("from Sunday 3 to Friday 8 May") is dated by the end of the range that it names.
    days = found.last if found.last == case.gold and found.text.rstrip(")").endswith(written) else found.first
    return Outcome(case, sentence, days, found.basis)


def _at(mentions: Iterable[TimeMention], start: int, end: int) -> TimeMention | None:
    return next((m for m in mentions if m.start < end and m.end > start), None)


def report(name: str, outcomes: list[Outcome], verbose: bool) -> None:
    """Print the share of right days, and with `verbose` every wrong one."""
    right = sum(o.right for o in outcomes)
    print(f"{name}: {right}/{len(outcomes)} = {right / max(len(outcomes), 1):.4f}")
    for o in (o for o in outcomes if verbose and not o.right):
        case = o.case
        print(f"  {case.doc}: {case.span} dct {case.dct} gold {case.gold} ({case.delta:+d}) got {o.days}")
        print(f"    {o.basis}\n    {o.sentence}")


def main(arguments: list[str]) -> int:
    """Measure on the file named, or the default; -v lists the wrong ones. 0 also when the file is absent."""
    verbose = "-v" in arguments
    paths = [a for a in arguments if a != "-v"]
    path = Path(paths[0]) if paths else DEFAULT
    if not path.exists():
        print(f"{path}: not there, nothing measured; give the path of a weekdays JSONL file")
        return 0
    cases = read_cases(path)
    report("as written", [date_case(c, masked=False) for c in cases], verbose)
    near = [c for c in cases if abs(c.delta) <= NEAR]
    report(f"date masked, |delta| <= {NEAR}", [date_case(c, masked=True) for c in near], verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
