"""Time expressions of an article and the days they denote, given the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from marsad.find.time_amounts import read_after, read_ago, read_during, read_earlier, read_since, read_window
from marsad.find.time_lexicon import TimeLexicon, load_time_lexicon
from marsad.find.time_periods import read_bare_year, read_period
from marsad.find.time_points import after_name, read_day_list, read_pair, read_point, read_range
from marsad.find.time_scan import Moment, Scan, skip_letters
from marsad.text.tokens import Token
from marsad.types import TimeMention

Rule = Callable[[Scan, int], Moment | None]

# What a word may begin, by its role; the first rule that reads something wins: the longest forms come first.
_DATES: tuple[Rule, ...] = (read_day_list, read_point)
_RULES: dict[str, tuple[Rule, ...]] = {
    "since": (read_range, read_since),
    "ago": (read_ago,),
    "after": (read_after,),
    "during": (read_during,),
    "from": (read_range,),
    "between": (read_range,),
    "pair": (read_pair,),
    "earlier": (read_earlier,),
    "last_few": (read_window, read_period),
    "weekday": (read_point,),
    "deictic": (read_point,),
    "part": (read_point,),
    "clock": (read_point,),
    "number": _DATES,
    "ordinal": _DATES,
    "the_cardinal": (*_DATES, read_window),
    "article": (read_window,),
    "the_unit": (read_window, read_period),
    "unit": (read_point, read_period),
    "month": (read_period,),
    "year": (read_point, read_bare_year),
    "phase": (read_period,),
    "this": (read_point, read_period),
    "decade": (read_period,),
    "season": (read_period,),
    "share": (read_period,),
}
# A number is looked at only when one of these or a time word follows: most numbers in the news count people.
_AFTER_NUMBER = frozenset({"/", "-", "–", "—"})
_NUMBERS = frozenset({"number", "ordinal", "the_cardinal"})
# Beyond these a day of publication is a placeholder (0001-01-01), not a day.
_FIRST_ANCHOR, _LAST_ANCHOR = date(1500, 1, 1), date(2099, 12, 31)


def find_times(text: str, tokens: list[Token], keys: list[str], anchor: date | None) -> list[TimeMention]:
    """The time expressions of an article in text order with their days; without an anchor only absolute ones.

    `keys` are the folded tokens. Expressions do not overlap.
    """
    lexicon = load_time_lexicon()
    if anchor is not None and not _FIRST_ANCHOR <= anchor <= _LAST_ANCHOR:
        anchor = None
    scan = Scan(text, tokens, keys, anchor, lexicon)
    starts = lexicon.starts
    mentions: list[TimeMention] = []
    done = 0
    for i in [i for i, key in enumerate(keys) if key in starts or ("." in key and key.count(".") == 2)]:
        if i < done:
            continue
        named = after_name(scan, i)
        if named is not None:
            done = named
            continue
        found = _read(scan, i, lexicon)
        if found:
            mentions.append(_mention(scan, i, found))
            done = found.end
    return mentions


def _read(scan: Scan, i: int, lexicon: TimeLexicon) -> Moment | None:
    """What the first rule that applies at token i reads."""
    tried: set[Rule] = set()
    if "." in scan.keys[i]:
        return read_point(scan, i)
    plain = scan.keys[i + 1] not in scan.words and scan.keys[i + 1] not in _AFTER_NUMBER
    for role in lexicon.words[scan.keys[i]]:
        if plain and role in _NUMBERS:
            continue
        for rule in _RULES.get(role, ()):
            if rule not in tried:
                tried.add(rule)
                found = rule(scan, i)
                if found:
                    return found
    return None


def _mention(scan: Scan, i: int, found: Moment) -> TimeMention:
    first = found.start if found.start >= 0 else i
    start = scan.tokens[first].start + clitic_length(scan, first)
    end = scan.tokens[found.end - 1].end
    anchor = f"; anchor {scan.anchor.isoformat()}" if scan.anchor else ""
    return TimeMention(
        start=start,
        end=end,
        text=scan.text[start:end],
        value=found.value,
        first=found.first.isoformat(),
        last=found.last.isoformat(),
        granularity=found.granularity,
        basis=found.rule + anchor,
    )


def clitic_length(scan: Scan, i: int) -> int:
    """How many characters of token i are clitics before the time word, their marks included."""
    roles = scan.words.get(scan.keys[i], {})
    letters = min((len(w.clitic) for role in roles if role in _RULES for w in roles[role]), default=0)
    return skip_letters(scan.tokens[i].text, letters)
