"""Headings told apart from links to other stories, and links told apart from the story."""

from __future__ import annotations

from marsad.read.lines import Line, ends_sentence, final_mark, words_of
from marsad.read.shape import goes_on, is_headline, is_question, overlap, punctuates, stems
from marsad.types import BlockKind

# Measured on 480 articles: a heading of six words or more shares 0.6 of its stems with the two paragraphs
# below it, a link in the text 0.33 or less (two exceptions).
_LINK_SHARES = 0.2
_HEADING_SHARES = 0.6
_LINK_WORDS = 7  # a single line shorter than this is never taken for a link
_RUN_WORDS = 5
_TAIL_LEAST = 3  # summaries of other stories below an article
_TAIL_SHORTEST, _TAIL_LONGEST = 90, 300  # characters of such a summary
_TAIL_SHARES = 0.2
_STORY_SHARES = 0.6

Kinds = list[BlockKind | None]


def label_headlines(lines: list[Line], kinds: Kinds, first: int) -> None:
    """Give a kind to the headlines from `first` on that have none: heading, boilerplate or paragraph."""
    careful = punctuates(lines[first:])
    i = first
    while i < len(lines):
        if kinds[i] is not None or not is_headline(lines[i]):
            i += 1
            continue
        end = i
        while end < len(lines) and kinds[end] is None and is_headline(lines[end]):
            end += 1
        if _in_list(lines, kinds, i):
            kinds[i:end] = ["paragraph"] * (end - i)
        else:
            below = [lines[at] for at in range(end, min(end + 5, len(lines))) if kinds[at] in (None, "paragraph")]
            kinds[i:end] = _label_run(lines[i:end], below[:2], lines[max(0, i - 3) : i], careful)
        i = end


def _in_list(lines: list[Line], kinds: Kinds, at: int) -> bool:
    """True right below a line that ends with a colon: what follows are its items."""
    return at > 0 and kinds[at - 1] in (None, "lead", "paragraph") and final_mark(lines[at - 1].text) == ":"


def _label_run(run: list[Line], below: list[Line], above: list[Line], careful: bool) -> list[BlockKind]:
    """The kinds of headlines that follow one another; only pages that punctuate tell links from headings."""
    if not careful:
        kind: BlockKind = "heading" if below else "paragraph"
        return [kind] * len(run)
    if len(run) == 1:
        return [_label_single(run[0], below, above)]
    counts = [len(words_of(line.text)) for line in run]
    if max(counts) < _RUN_WORDS or (len(run) == 2 and max(counts) <= _RUN_WORDS):
        return ["heading"] * len(run)
    last = run[-1]
    heads = bool(below) and (counts[-1] <= 4 or overlap(last, below) >= _HEADING_SHARES)
    links: list[BlockKind] = ["boilerplate"] * (len(run) - 1)
    return [*links, "heading" if heads else "boilerplate"]


def _label_single(line: Line, below: list[Line], above: list[Line]) -> BlockKind:
    count = len(words_of(line.text))
    if below:
        linked = count >= _LINK_WORDS and not is_question(line) and overlap(line, below) <= _LINK_SHARES
        return "boilerplate" if linked else "heading"
    # Nothing stands below it: a link, unless it goes on from the last paragraph.
    linked = count >= _RUN_WORDS and not goes_on(line.text) and overlap(line, above) <= 0.5
    return "boilerplate" if linked else "paragraph"


def label_other_stories(lines: list[Line], kinds: Kinds, title: Line | None, first: int) -> None:
    """Mark as boilerplate the summaries of other stories that some sites put below an article.

    They are three or more closing paragraphs that stand by themselves (no joining word at their beginning,
    one sentence, 90-300 characters) below a story whose paragraphs go on from one another, and share little
    with it. On 480 articles: 249 of 300 such summaries found, nothing else taken.
    """
    body = [i for i in range(first, len(lines)) if kinds[i] in ("lead", "paragraph")]
    start = len(body)
    while start > 0 and _stands_alone(lines[body[start - 1]]) and _adjacent(kinds, body, start):
        start -= 1
    start = max(start, 2)
    tail, story = body[start:], body[:start]
    if len(tail) < _TAIL_LEAST or _continuations(lines, story) * 2 < len(story) - 1:
        return
    known = set().union(*(stems(lines[i].text[:3000]) for i in story), stems(title.text) if title else set())
    shares = [_share(lines[i], known) for i in tail]
    while shares and shares[0] >= _STORY_SHARES:  # the article's own last words
        del shares[0], tail[0]
    if _tells_of_others(shares, [ends_sentence(lines[i].text) for i in tail]):
        for i in tail:
            kinds[i] = "boilerplate"


def _tells_of_others(shares: list[float], stopped: list[bool]) -> bool:
    """True when enough of the paragraphs share hardly a word with the story, or lack its stops."""
    foreign = sum(1 for share in shares if share < _TAIL_SHARES)
    if foreign >= 2 and foreign * 5 >= len(shares) * 2:
        return True
    if len(shares) >= 5 and sum(shares) < 0.4 * len(shares):
        return True
    return len(shares) >= 4 and stopped.count(False) >= 3


def _adjacent(kinds: Kinds, body: list[int], start: int) -> bool:
    """True when no heading stands between this paragraph and the next: a section is part of the story."""
    after = body[start] if start < len(body) else len(kinds)
    return all(kinds[i] != "heading" for i in range(body[start - 1] + 1, after))


def _stands_alone(line: Line) -> bool:
    length = line.end - line.start
    if not _TAIL_SHORTEST <= length <= _TAIL_LONGEST or goes_on(line.text):
        return False
    inner = line.text[:-3]
    return sum(inner.count(mark) for mark in (". ", "؟ ", "! ")) <= 1


def _continuations(lines: list[Line], body: list[int]) -> int:
    return sum(1 for i in body[1:] if goes_on(lines[i].text))


def _share(line: Line, known: set[str]) -> float:
    own = stems(line.text)
    return len(own & known) / len(own) if own else 0.0
