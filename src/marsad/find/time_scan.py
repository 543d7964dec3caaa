"""The tokens of an article as the time rules see them: roles of words, numbers, amounts, sentences."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from marsad.find.time_lexicon import TimeLexicon, Word
from marsad.text.orthography import fold
from marsad.text.tokens import Token

SENTENCE_ENDS = frozenset({".", "!", "?", "؟", "…", "؛", "..", "..."})
_BEYOND = ("",) * 16  # more than any rule looks beyond the last token, or (as negative index) before the first
_ABOUT_LIMIT = 3


class Moment(NamedTuple):
    """What a rule read: tokens up to `end` (excluded), the days, their ISO form, and the rule's name.

    `start` is given when the expression begins later than the word that led to it.
    """

    end: int
    first: date
    last: date
    value: str
    granularity: str
    rule: str
    start: int = -1


class Amount(NamedTuple):
    """So many units of time; `number` None when the text says "some" or a bare plural."""

    number: int | None
    unit: str
    end: int


class Scan:
    """One article's tokens, keys and anchor, with lookups of time words by role.

    `keys` is padded with empty keys: a few tokens before the first and after the last can be asked for.
    """

    __slots__ = (
        "anchor",
        "in_range",
        "keys",
        "last_year",
        "lexicon",
        "side",
        "size",
        "spoken",
        "text",
        "tokens",
        "words",
    )

    def __init__(
        self, text: str, tokens: list[Token], keys: list[str], anchor: date | None, lexicon: TimeLexicon
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.keys = [*keys, *_BEYOND]
        self.anchor = anchor
        self.lexicon = lexicon
        self.words = lexicon.words
        self.size = len(keys)
        self.last_year: int | None = None  # the year named last: "of the same year"
        self.in_range = False  # while the ends of a range are read
        self.side: int | None = None  # set while a part of an expression is read whose side is known
        self.spoken: tuple[int, date] | None = None  # token and day of the weekday read last

    def role(self, i: int, role: str) -> Word | None:
        """The reading of the word at i in that role, the longest whose following words are there."""
        roles = self.words.get(self.keys[i])
        if roles is None:
            return None
        for word in roles.get(role, ()):
            if not word.rest or tuple(self.keys[i + 1 : i + 1 + len(word.rest)]) == word.rest:
                return word
        return None

    def plain(self, i: int, role: str) -> Word | None:
        """As `role`, for a word that carries no clitic: inside an expression."""
        word = self.role(i, role)
        return word if word and not word.clitic else None

    def after(self, i: int, word: Word) -> int:
        """The token after a word of one or several tokens that begins at i."""
        return i + 1 + len(word.rest)

    def touches(self, i: int) -> bool:
        """True when nothing stands between the tokens i and i + 1."""
        return i + 1 < self.size and self.tokens[i].end == self.tokens[i + 1].start

    def ends_sentence(self, i: int) -> bool:
        """True when a sentence or line ends with token i."""
        if i + 1 >= self.size or self.tokens[i].text in SENTENCE_ENDS:
            return True
        return "\n" in self.text[self.tokens[i].end : self.tokens[i + 1].start]

    def skip(self, i: int, *roles: str) -> int:
        """The token after an optional word of one of the roles."""
        for role in roles:
            word = self.role(i, role)
            if word:
                return self.after(i, word)
        return i


def read_digits(scan: Scan, i: int, low: int, high: int) -> int | None:
    """The value of a number in digits at i when it lies between low and high."""
    word = scan.role(i, "number") or scan.role(i, "year")
    return word.value if word and low <= word.value <= high else None


def read_ordinal(scan: Scan, i: int) -> tuple[int, int] | None:
    """An ordinal in words (fourth, twenty-third) as (value, next token)."""
    word = scan.role(i, "ordinal")
    if not word:
        tens = scan.role(i, "the_cardinal")
        return (tens.value, i + 1) if tens and tens.value in (20, 30) else None
    teen = scan.plain(i + 1, "cardinal")
    if teen and teen.value == 10 and scan.keys[i + 1] != "عشره":
        return word.value + 10, i + 2
    if scan.keys[i + 1] == "عشره":
        return word.value + 10, i + 2
    tens = scan.role(i + 1, "the_cardinal")
    if tens and tens.clitic == "و" and tens.value in (20, 30):
        return word.value + tens.value, i + 2
    return word.value, i + 1


def read_cardinal(scan: Scan, i: int, role: str = "cardinal") -> tuple[int, int] | None:
    """A cardinal in digits or words as (value, next token); role "the_cardinal" reads it with the article."""
    value = read_digits(scan, i, 1, 999)
    if value is not None:
        return value, i + 1
    word = scan.role(i, role)
    if not word:
        return None
    following = scan.role(i + 1, "cardinal") or scan.role(i + 1, "the_cardinal")
    if following and word.value < 10:
        if following.value == 10 and not following.clitic:
            return word.value + 10, i + 2
        if following.clitic == "و" and 20 <= following.value < 100:
            return word.value + following.value, i + 2
    return word.value, i + 1


def read_amount(scan: Scan, i: int) -> Amount | None:
    """An amount of time: "three days", "two weeks", "about a month", "some hours", "72 hours"."""
    for _ in range(_ABOUT_LIMIT):
        i = scan.skip(i, "about")
    vague = scan.plain(i, "vague_before")
    if vague:
        unit = scan.plain(i + 1, "unit")
        return Amount(None, unit.name, i + 2) if unit and unit.value == 0 else None
    number = read_cardinal(scan, i)
    if number:
        unit = scan.plain(number[1], "unit")
        return Amount(number[0], unit.name, number[1] + 1) if unit and unit.value != 2 else None
    unit = scan.plain(i, "unit")
    if not unit:
        return None
    end = i + 1
    if unit.value == 0:
        return Amount(None, unit.name, scan.skip(end, "vague"))
    one = scan.plain(end, "cardinal")
    if one and one.value <= 2:
        end += 1
    half = scan.role(end, "half")
    if half and half.clitic == "و":
        end += 1
    return Amount(unit.value, unit.name, end)


def skip_letters(text: str, letters: int) -> int:
    """How many characters of a token its first `letters` letters take, the marks on them included."""
    n = 0
    while letters:
        letters -= fold(text[n]) != ""
        n += 1
    while n and n < len(text) and fold(text[n]) == "":
        n += 1
    return n
