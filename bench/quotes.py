"""How often reported speech is found with its speaker: `python bench/quotes.py [-v] PATH`, PATH a JSONL file.

A line has `text`, `cue` (the report verb), `speaker` and `content`, each [start, end, words] in code points; where the
sentence names no speaker it is null. Of all cases it prints how often a quotation or a reported clause was
found that shares most of its characters with the content (intersection over union at least one half), how often the
speaker is right (the spans overlap, or both are none), how often both are, and how often both are exactly as given.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from marsad.pipeline import code
from marsad.types import Quote, Span

DEFAULT = Path("../shared/gold/quotes/dev.jsonl")
SHARED = 0.5  # of the characters of content and finding together
Part = tuple[int, int, str]


class Case(msgspec.Struct, frozen=True):
    """One sentence with one report."""

    sent_id: str
    text: str
    cue: Part
    speaker: Part | None
    content: Part
    direct: bool


class Outcome(msgspec.Struct, frozen=True):
    """A case and the quotation or clause that fits its content best, with the share of characters they share."""

    case: Case
    found: Quote | None
    shared: float

    @property
    def content(self) -> bool:
        """Whether what is said was found."""
        return self.shared >= SHARED

    @property
    def speaker(self) -> bool:
        """Whether he who says it is right."""
        if self.found is None:
            return False
        return agrees(self.case.speaker, self.found.speaker)

    @property
    def exact(self) -> bool:
        """Whether both are exactly the characters given."""
        if self.found is None:
            return False
        said, given = self.found.speaker, self.case.speaker
        same = (said and (said.start, said.end)) == (given and given[:2])
        return same and (self.found.start, self.found.end) == self.case.content[:2]


def agrees(given: Part | None, found: Span | None) -> bool:
    """Whether two speakers overlap, or neither is named."""
    if given is None or found is None:
        return given is None and found is None
    return given[0] < found.end and found.start < given[1]


def shared(content: Part, quote: Quote) -> float:
    """Intersection over union of the characters of content and quotation."""
    low, high = max(content[0], quote.start), min(content[1], quote.end)
    return max(0, high - low) / (max(content[1], quote.end) - min(content[0], quote.start))


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file; raises msgspec.ValidationError on a line of another shape."""
    decoder = msgspec.json.Decoder(Case)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def judge(case: Case) -> Outcome:
    """What was found for a case."""
    coding = code(case.text, doc=case.sent_id)
    best = max([*coding.quotes, *coding.indirect], key=lambda q: shared(case.content, q), default=None)
    share = shared(case.content, best) if best is not None else 0.0
    return Outcome(case, best if share > 0 else None, share)


def main(arguments: list[str]) -> int:
    """Print the figures; with -v every case that is not right."""
    verbose = "-v" in arguments
    paths = [Path(a) for a in arguments if a != "-v"] or [DEFAULT]
    outcomes = [judge(case) for path in paths for case in read_cases(path)]
    if not outcomes:
        print("no cases", file=sys.stderr)
        return 1
    for name, right in (
        ("content", [o.content for o in outcomes]),
        ("speaker", [o.speaker for o in outcomes]),
        ("both", [o.content and o.speaker for o in outcomes]),
        ("exact", [o.exact for o in outcomes]),
    ):
        print(f"{name:8} {sum(right) / len(right):.3f}  {sum(right)} of {len(right)}")
    for o in outcomes if verbose else ():
        if not (o.content and o.speaker):
            said = o.found.text if o.found else None
            speaker = o.found.speaker.text if o.found and o.found.speaker else None
            given = o.case.speaker[2] if o.case.speaker else None
            print(f"{o.case.sent_id}  {given} | {speaker} || {o.case.content[2]} | {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
