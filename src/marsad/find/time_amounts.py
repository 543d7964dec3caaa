"""Amounts of time counted from the anchor: "three days ago", "since", "in 48 hours", "the last two weeks"."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.find.time_calendar import Days, add_days, add_months, between, month_days, shortest, year_days
from marsad.find.time_periods import read_bare_year, read_period
from marsad.find.time_points import read_point
from marsad.find.time_scan import SENTENCE_ENDS, Amount, Moment, Scan, read_amount, read_cardinal
from marsad.find.time_tense import cue_of, direction

# How many "some days", "some weeks" may be: from two up to where news would use the next unit.
_SOME = {"day": (2, 9), "week": (2, 8), "month": (2, 11), "year": (2, 9), "decade": (2, 5), "century": (2, 5)}
# How far back "the last days" or "since months" are taken to reach.
_VAGUE = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3, "century": 3}
_WEEK_BLUR = 3  # "a week ago" is right within three days
_SINCE_REACH = 6  # words between "since" and the date of what began: منذ اندلاع الحرب في …
_THE = "ال"


def read_ago(scan: Scan, i: int) -> Moment | None:
    """Reads "two days ago"; "hours before X" too, which is the anchor's day or the night before it."""
    if not scan.role(i, "ago") or scan.anchor is None:
        return None
    amount = read_amount(scan, i + 1)
    if not amount or not _is_amount(scan, amount, i + 1):
        return None
    now = scan.keys[amount.end] == "من" and scan.keys[amount.end + 1] in ("الان", "اليوم")
    if now:
        amount = amount._replace(end=amount.end + 2)
    elif scan.keys[amount.end] in ("من", "علي"):
        return _hours_from(scan, amount)
    return _ago(amount, scan.anchor)


def read_after(scan: Scan, i: int) -> Moment | None:
    """Reads "in two days", when the clause looks ahead; "hours after X", which is the anchor's day."""
    if not scan.role(i, "after") or scan.anchor is None:
        return None
    amount = read_amount(scan, i + 1)
    if not amount or not _is_amount(scan, amount, i + 1):
        return None
    if scan.keys[amount.end] in ("من", "علي"):
        return _hours_from(scan, amount)
    if amount.number is None or direction(scan, i, amount.end)[0] <= 0:
        return None
    if (before := scan.role(i - 1, "unit")) and before.name == amount.unit:  # day after day
        return None
    return _at_distance(amount, scan.anchor, 1)


def _hours_from(scan: Scan, amount: Amount) -> Moment | None:
    """Reads "hours before" and "hours after" a happening: news say so of the day they report."""
    if amount.unit not in ("hour", "minute") or scan.anchor is None or (amount.number or 0) > 24:
        return None
    return Moment(
        amount.end,
        scan.anchor,
        scan.anchor,
        scan.anchor.isoformat(),
        "hours",
        "hours before or after a happening",
    )


def _is_amount(scan: Scan, amount: Amount, i: int) -> bool:
    """False for "before the month of May", "before 2011", "before the day of the election"."""
    unit = scan.role(amount.end - 1, "unit")
    if scan.role(amount.end, "month") or scan.role(amount.end, "year") or scan.role(amount.end, "weekday"):
        return False
    if scan.role(amount.end, "deictic"):
        return amount.unit in ("hour", "minute")
    lone = unit is not None and unit.value == 1 and amount.end == i + 1
    if lone and amount.unit == "day" and scan.role(amount.end, "number"):  # the day 2 October
        return False
    return not (lone and amount.unit in ("day", "hour") and scan.keys[amount.end].startswith(_THE))


def _ago(amount: Amount, anchor: date) -> Moment | None:
    count, unit, end = amount.number, amount.unit, amount.end
    if unit in ("hour", "minute"):
        day = anchor - timedelta((count or 0) // 24 if unit == "hour" else 0)
        return Moment(end, day, day, day.isoformat(), "hours", "hours ago")
    if count is not None:
        return _at_distance(amount, anchor, -1)
    low, high = _SOME[unit]
    near, far = _counted(anchor, low, unit, -1), _counted(anchor, high, unit, -1)
    if not near or not far:
        return None
    days = Days(far.first, near.first)
    return Moment(end, *days, _value(days, unit), "interval", "some time ago")


def _at_distance(amount: Amount, anchor: date, side: int) -> Moment | None:
    """The day, week, month or year so many units before or after the anchor, as exact as the unit."""
    count, unit, end = amount.number or 1, amount.unit, amount.end
    span = _counted(anchor, count, unit, side)
    if not span:
        return None
    day = span.first if side < 0 else span.last
    rule = f"{unit}s {'ago' if side < 0 else 'ahead'}"
    if unit in ("day", "hour", "minute"):
        return Moment(end, day, day, day.isoformat(), "day", rule)
    if unit == "week":
        days = Days(day - timedelta(_WEEK_BLUR), day + timedelta(_WEEK_BLUR))
        return Moment(end, *days, shortest(days), "week", rule)
    if unit == "month":
        return Moment(end, *month_days(day.year, day.month), day.isoformat()[:7], "month", rule)
    blur = {"year": 0, "decade": 2, "century": 10}[unit]
    years = year_days(day.year - blur, day.year + blur)
    if not years:
        return None
    value = f"{day.year:04d}" if not blur else f"{years.first.year:04d}/{years.last.year:04d}"
    return Moment(end, *years, value, "interval" if blur else "year", rule)


def _value(days: Days, unit: str) -> str:
    """The interval as "a/b", as exact as the unit it was counted in."""
    cut = {"month": 7, "year": 4, "decade": 4, "century": 4}.get(unit)
    return shortest(days) if cut is None else f"{days.first.isoformat()[:cut]}/{days.last.isoformat()[:cut]}"


def _counted(anchor: date, count: int, unit: str, side: int) -> Days | None:
    """The days from the anchor to `count` units before (side -1) or after it (side 1)."""
    far: date | None
    if unit in ("hour", "minute"):
        far = add_days(anchor, side * max(1, -(-count // 24) if unit == "hour" else 1))
    elif unit in ("day", "week"):
        far = add_days(anchor, side * count * (7 if unit == "week" else 1))
    else:
        far = add_months(anchor, side * count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
    if far is None:
        return None
    return Days(far, anchor) if side < 0 else Days(anchor, far)


def _window(end: int, anchor: date, count: int | None, unit: str, side: int, rule: str) -> Moment | None:
    days = _counted(anchor, _VAGUE.get(unit, 1) if count is None else count, unit, side)
    if not days:
        return None
    value = between(days) if unit in ("day", "week", "hour", "minute") else _value(days, unit)
    return Moment(end, *days, value, "hours" if unit in ("hour", "minute") else "interval", rule)


def _blurred(moment: Moment, unit: str) -> Moment:
    """The moment of "the last days", "the last months": as exact as an unsaid number of units allows."""
    days = Days(moment.first, moment.last)
    if unit in ("day", "week"):
        return moment._replace(value=shortest(days))
    if unit == "month" and days.first.year == days.last.year:
        return moment._replace(value=f"{days.first.year:04d}")
    return moment


def read_during(scan: Scan, i: int) -> Moment | None:
    """Reads "within two days", "in 72 hours": from the anchor on when the clause looks ahead, else to it."""
    word = scan.role(i, "during")
    if not word or scan.anchor is None:
        return None
    amount = read_amount(scan, i + 1)
    if not amount or amount.unit in ("decade", "century") or not _is_amount(scan, amount, i + 1):
        return None
    side, cue = direction(scan, i, amount.end)
    side = side or word.value
    if amount.number is None and side < 0:
        return None
    return _window(amount.end, scan.anchor, amount.number, amount.unit, side, f"within ({cue or 'no cue'})")


def read_window(scan: Scan, i: int) -> Moment | None:
    """Reads "the last three days", "the coming two weeks", "the past 24 hours", "the last few months"."""
    found = _window_words(scan, i)
    if not found or scan.anchor is None:
        return None
    amount, side = found
    anchor = _spoken_anchor(scan, i) or scan.anchor
    rule = "last so many" if side < 0 else "next so many"
    window = _window(amount.end, anchor, amount.number, amount.unit, side, rule)
    return _blurred(window, amount.unit) if window and amount.number is None else window


def _window_words(scan: Scan, i: int) -> tuple[Amount, int] | None:
    if scan.role(i, "last_few"):
        amount = read_amount(scan, i + 1)
        return (amount, -1) if amount and amount.number and amount.number > 1 else None
    unit = scan.role(i, "the_unit")
    if unit and unit.value != 1:
        count: int | None = unit.value or None
        j = i + 1
        if count is None:
            j = j + 1 if scan.keys[j] == _THE else j
            number = read_cardinal(scan, j, "the_cardinal")
            count, j = number if number else (None, scan.skip(j, "vague"))
        return _with_side(scan, Amount(count, unit.name, j))
    # the 24 hours, the three days: the number first, with the article
    article = scan.keys[i] in (_THE, "لل")
    number = read_cardinal(scan, i + 1 if article else i, "the_cardinal")
    if not number or not (article or scan.role(i, "the_cardinal")):
        return None
    counted = scan.plain(number[1], "unit")
    return _with_side(scan, Amount(number[0], counted.name, number[1] + 1)) if counted else None


def _with_side(scan: Scan, amount: Amount) -> tuple[Amount, int] | None:
    shift = scan.plain(amount.end, "modifier")
    if not shift or shift.value not in (-1, 1):
        return None
    return amount._replace(end=amount.end + 1), shift.value


def _spoken_anchor(scan: Scan, i: int) -> date | None:
    """The day somebody spoke when the words are theirs: "said on Sunday that in the last three days"."""
    if scan.spoken is None:
        return None
    token, day = scan.spoken
    between_them = range(token, i)
    if len(between_them) > 40 or any(scan.ends_sentence(k) for k in between_them):
        return None
    that = scan.lexicon.grammar["that"]
    return day if any(scan.keys[k] in that for k in between_them) else None


def read_since(scan: Scan, i: int) -> Moment | None:
    """From a time to the anchor: "since Wednesday", "for three days now", "since the war began in 2015"."""
    anchor = scan.anchor
    if not scan.role(i, "since") or anchor is None:
        return None
    amount = read_amount(scan, i + 1)
    if amount and _is_amount(scan, amount, i + 1):
        return _window(amount.end, anchor, amount.number, amount.unit, -1, "for so much time")
    scan.side = -1
    try:
        begun = _first_time(scan, i + 1)
    finally:
        scan.side = None
    if not begun or begun[1].first > anchor:
        return None
    start, moment = begun
    value = f"{moment.value.split('/')[0]}/{anchor.isoformat()}"
    first_word = i if start == i + 1 else start
    if moment.first == anchor:
        return moment._replace(rule=f"since {moment.rule}", start=first_word)
    return Moment(moment.end, moment.first, anchor, value, "interval", f"since {moment.rule}", first_word)


def _first_time(scan: Scan, i: int) -> tuple[int, Moment] | None:
    """The time expression at i, or the first one after a few words that name what began."""
    for j in range(i, min(i + _SINCE_REACH, scan.size)):
        found = read_point(scan, j) or read_period(scan, j) or read_bare_year(scan, j)
        if found:
            return j, found
        if scan.tokens[j].text in SENTENCE_ENDS or scan.keys[j] in ("،", ",", ":", '"', "و") or scan.ends_sentence(j):
            return None
        if cue_of(scan, j) in ("that", "stop", "perfect", "future"):
            return None
    return None


def read_earlier(scan: Scan, i: int) -> Moment | None:
    """Reads "earlier today", "later this month": the part of the period before or after the anchor."""
    word = scan.role(i, "earlier")
    if not word or scan.anchor is None:
        return None
    j = scan.after(i, word)
    found = read_point(scan, j) or read_period(scan, j)
    if not found:
        return None
    first, last = found.first, found.last
    if first <= scan.anchor <= last:
        first, last = (first, scan.anchor) if word.value < 0 else (scan.anchor, last)
    return found._replace(first=first, last=last, rule=f"{'earlier' if word.value < 0 else 'later'}, {found.rule}")
