"""Does a bare weekday, day or month lie ahead or behind? Read from verbs and markers of its clause."""

from __future__ import annotations

from marsad.find.time_scan import Scan

# Clauses of news sentences: in the development articles the governing verb stands at most 28 tokens away.
_BACK, _FORTH = 28, 14
_NEAR = 4  # how far "after" and "before" reach: after the attack of last Sunday
_PRONOUNS = ("ها", "ه", "هم")
_ABOUT, _UNTIL = "عن", "الي"  # announced *about* a cut, postponed *to* Sunday


def direction(scan: Scan, first: int, end: int, clocked: bool = False) -> tuple[int, str]:
    """(1, cue) when the clause puts the tokens first to end ahead, (-1, cue) behind, (0, "") when neither.

    `clocked` says that an hour follows the day: with no verb before it that is a fixture.
    """
    if scan.side is not None:
        return scan.side, "range"
    appointed = scan.lexicon.grammar["appointed"]
    if scan.keys[end] in appointed or scan.keys[end + 1] in appointed:
        return 1, "appointed"
    if scan.keys[first - 1] == _UNTIL and not scan.in_range:
        return 1, "until"
    found = _look_back(scan, first, clocked)
    if found and found[0] > 0 and _opens_speech(scan, end) and not found[1].startswith("س"):
        return -1, "day of a report"
    if found:
        return found
    if clocked:
        return 1, "with its hour"
    return _look_forth(scan, first, end) or (0, "")


def _opens_speech(scan: Scan, end: int) -> bool:
    """True for "said …, Sunday, that": the day is that of the report."""
    j = end + 1 if scan.keys[end] in ("،", ",") else end
    return j < scan.size and cue_of(scan, j) == "that"


def cue_of(scan: Scan, i: int) -> str:
    """The cue class of the word at i, "" for none; future verbs are known by their prefix."""
    key = scan.keys[i]
    cues = scan.lexicon.cues
    found = cues.get(key)
    if found:
        return found
    if len(key) > 3 and key[0] in "وف":  # and, so
        narrated = key[0] == "ف"
        key = key[1:]
        found = cues.get(key)
        if found:
            return "" if narrated and found == "scheduled" else found
    # A future verb: س before a person's letter; nouns that begin alike are listed.
    if len(key) > 3 and key[0] == "س" and key[1] in "يتن" and not key.startswith(scan.lexicon.nouns_like_future):
        return "future"
    for pronoun in _PRONOUNS:
        if key.endswith(pronoun) and cues.get(key.removesuffix(pronoun)) == "perfect":
            return "perfect"
    return ""


def _look_back(scan: Scan, first: int, clocked: bool) -> tuple[int, str] | None:
    towards = about = False
    leads = scan.lexicon.grammar["towards"]
    clause = -1  # where a clause opened by "that" begins
    for i in range(first - 1, max(first - 1 - _BACK, -1), -1):
        if scan.ends_sentence(i) and scan.tokens[i].text != ":":
            return None
        key = scan.keys[i]
        about |= key == _ABOUT
        cue = cue_of(scan, i)
        if key in leads or cue == "plan":
            towards = True
        elif cue == "that":
            if scan.keys[i + 1].startswith("ي") and clause < 0 and not _is_told(scan, i):
                return (-1 if _was_planned(scan, i) else 1), "subjunctive"
            clause = i
        elif clause >= 0:
            if cue == "future" and clause - i <= _NEAR:
                return 1, key
            if cue:
                return None
        elif cue == "stop":
            return None
        elif cue == "perfect" and clocked and about:
            return 1, "announced with its hour"
        elif cue == "scheduled" and _is_circumstance(scan, i):
            return -1, key
        elif cue:
            told = _judge(scan, cue, i, first, towards)
            if told:
                return told, key
    return None


def _is_circumstance(scan: Scan, i: int) -> bool:
    """True for an imperfect that hangs on a perfect of its own clause: "showed him entering"."""
    for j in range(i - 1, max(i - 1 - _FORTH, -1), -1):
        cue = cue_of(scan, j)
        if cue in ("that", "stop") or scan.ends_sentence(j) or scan.keys[j] in ("،", '"', ":"):
            return False
        if cue == "perfect":
            return scan.keys[j - 1] not in scan.lexicon.grammar["preposition"]
    return False


def _is_told(scan: Scan, i: int) -> bool:
    """Reads "before/after/since that" and report verbs do not plan: أعلن أنه يزور is told."""
    return scan.keys[i - 1] in scan.lexicon.grammar["told"] or scan.keys[i] not in ("ان", "بان")


def _was_planned(scan: Scan, i: int) -> bool:
    """True for "it had been planned that": كان من المقرر أن."""
    return not scan.lexicon.grammar["was"].isdisjoint(scan.keys[max(i - _NEAR, 0) : i])


def _judge(scan: Scan, cue: str, i: int, first: int, towards: bool) -> int:
    """1, -1 or 0 (says nothing) for a cue at i before the expression."""
    near = first - i <= _NEAR
    grammar = scan.lexicon.grammar
    if cue == "perfect":
        return 0 if scan.keys[i - 1] in grammar["preposition"] else -1
    if cue == "perfect_after":
        return -1 if scan.keys[i - 1] in grammar["verb_follows"] else 0
    if cue == "supposed":
        return 1 if scan.keys[i - 1] in ("من", "ومن") else 0
    if cue == "future":
        return -1 if scan.keys[i - 1] in grammar["was"] else 1
    if cue == "scheduled":
        if scan.keys[i - 1] == "ان" and _was_planned(scan, i - 1):
            return -1
        return -1 if not grammar["not_planned"].isdisjoint((scan.keys[i - 1], scan.keys[i - 2])) else 1
    if cue == "heading":
        return 1 if ":" in scan.keys[i:first] else 0
    if cue == "call":
        return 1 if towards else -1
    if cue == "call_noun":
        return 1 if towards else 0
    if cue == "coming":
        before_dawn = scan.keys[i] in ("قبل", "قبيل") and first == i + 1 and scan.role(first, "part")
        return 1 if near and not before_dawn else 0
    if cue == "past":
        return -1 if near else 0
    return 0


def _look_forth(scan: Scan, first: int, end: int) -> tuple[int, str] | None:
    opens = first == 0 or scan.ends_sentence(first - 1) or first == 1 or scan.ends_sentence(first - 2)
    for i in range(end, min(end + _FORTH, scan.size)):
        cue = cue_of(scan, i)
        if cue in ("future", "perfect", "scheduled"):
            told = _judge(scan, cue, i, end, False)
            if told:
                return told, scan.keys[i]
        if cue in ("that", "stop") or scan.ends_sentence(i):
            break
        if scan.keys[i] in ("،", ",") and not opens:
            break  # "Saturday's strike, at dawn, will complicate": the verb is not the day's
    return None
