"""A noun phrase as a whole: a mention with the name, rank and title that belong to it and the tables do not know."""

from __future__ import annotations

from dataclasses import replace

from marsad.coding.syntax import Shape
from marsad.find.mentions import Mention

PERSONS = frozenset({"office", "person", "name"})
_NAMELESS = frozenset({"event", "light", "report", "verb", "content", "func"})  # words of these are no names
_RANKS = PERSONS | {"group", "adjective", "people"}  # what a subject may go on with: لشؤون النازحين فلان
NAME_WORDS = 4  # unknown words that may follow a title as its name
_NAMED_BY_NOUN = frozenset({"body", "org"})  # a name follows their noun and no adjective: قناة فلان
_TANWIN = ("ًا", "اً", "ا\u064b")  # an adverb or object, no part of a name
_FOLLOWS = frozenset({"prep", "modal", "aux", "comp"})  # what closes a name at the end of its phrase
_TOLD = frozenset({"event", "report"})  # في الاجتماع, في الإعلان: an occasion
_CLOSED = frozenset({"country", "capital", "adjective"})  # no name may follow these: إيران غداة
_TITLE_REACH = 12  # tokens between a title and the name that ends its phrase


def whole(shape: Shape, m: Mention, stop: int) -> Mention:
    """A mention with the unknown name behind it, and with the title or name set off by commas from it."""
    if m.kind in _CLOSED or (m.closed and m.kind in _NAMED_BY_NOUN):
        return m
    last = _name_end(shape, m.last, stop)
    if m.kind == "office" and m.name_first < 0:
        last = max(last, _distant_name(shape, m, stop))
    if last == m.last and m.bare and m.last > m.first:
        last = _where(shape, m, stop)
    a = shape.a
    if last + 2 < stop and a.words[last + 1].surface in "،," and _person(m):
        last = _apposition(shape, m, last, stop)
    if last == m.last:
        return m
    return replace(m, last=last, bare=False, refers=None if m.bare else m.refers)


def _where(shape: Shape, m: Mention, stop: int) -> int:
    """The end of the place that tells which body is meant, where no country does: وزارة الخارجية في الجيب الانفصالي."""
    a, j = shape.a, m.last + 1
    if j + 1 >= stop or a.keys[j] != "في":
        return m.last
    place = shape.at(j + 1)
    if place is not None:
        if place.kind != "place" or place.country in (None, m.country):
            return m.last
        j = place.last
    while j + 1 < stop and shape.at(j + 1) is None and j + 1 not in shape.func and j + 1 not in shape.timed:
        word = a.words[j + 1]
        told = word.best.core in a.tables.cues["statement"] or any(h.ref.family in _TOLD for h in word.hits)
        if told or not word.key.startswith("ال"):
            break  # في الاجتماع: when it was said
        j += 1
    return j if j > m.last + 1 else m.last


def _person(m: Mention) -> bool:
    return m.kind in PERSONS or (m.kind == "group" and not m.plural)  # خطيبة الصحفي، فلانة


def to_the_words(shape: Shape, m: Mention, stop: int) -> Mention:
    """A subject that goes on with rank and name up to what is said: قال متحدث باسم الجيش اللواء فلان: "…".

    Nothing but titles, names and unknown words, and one comma, may stand between it and the preposition, mark or
    particle before the words.
    """
    a = shape.a
    end, j, commas, named = m.last, m.last + 1, 0, False
    while j < stop and j - m.last <= _TITLE_REACH and j not in shape.timed:
        other = shape.at(j)
        if other is not None:
            if other.first != j or other.preposition or other.conjunction or other.kind not in _RANKS:
                break
            named = named or other.kind in PERSONS
            end, j = other.last, other.last + 1
        elif a.words[j].surface in "،," and not commas and m.kind != "name":
            commas, j = 1, j + 1
        elif _plain_name(shape, j) and not (a.words[j].key.endswith("ا") and a.keys[j] not in a.named):
            named, end, j = True, j, j + 1
        else:
            break
    closed = j >= stop or a.words[j].kind == "mark" or j in shape.func or shape.at(j) is not None
    if not named or not closed or end == m.last:
        return m
    return replace(m, last=end, bare=False, refers=None if m.bare else m.refers)


def _apposition(shape: Shape, m: Mention, last: int, stop: int) -> int:
    """The last token of a title or name between commas behind token `last`, or `last` where none stands."""
    other = shape.at(last + 2)
    if other is not None and other.first == last + 2:
        bound = other.preposition or other.conjunction or other.kind not in PERSONS
        end = -1 if bound else _name_end(shape, other.last, stop)
    else:
        end = _name_end(shape, last + 1, stop) if m.kind in ("office", "group") else -1
    closed = end + 1 >= stop or shape.a.words[end + 1].surface in "،,:" or end + 1 in shape.func
    return end if end > last + 1 and closed else last


def _distant_name(shape: Shape, m: Mention, stop: int) -> int:
    """The end of the name that follows a title with its complement: الناطقة باسم صناعة السياحة الروسية فلانة."""
    a = shape.a
    for j in range(m.last + 1, min(stop, m.last + _TITLE_REACH)):
        if shape.boundary(j):
            break
        before = shape.at(j - 1)
        opens = a.words[j - 1].surface in "،," or (before is not None and before.last == j - 1)
        name = shape.at(j)
        if name is not None and name.first == j and name.kind == "office" and j > m.last + 1 and opens:
            end = _name_end(shape, name.last, stop)
            return end if end > name.last or name.name_first >= 0 else -1
        if opens and _plain_name(shape, j) and (name is None or name.first == j):
            end = _name_end(shape, j - 1, stop)
            follows = end + 1 >= stop or shape.func.get(end + 1) in _FOLLOWS or a.words[end + 1].surface in "،,("
            follows = follows or a.words[end + 1].surface.endswith(_TANWIN)
            if end >= j and follows:
                return end
            closed = end + 2 < stop and a.words[end + 2].surface in "،,"
            if end >= j and closed and a.words[j - 1].surface in "،," and end + 1 not in shape.func:
                return end + 1  # a family name that is a word too: عبد الرقيب فتح
    return -1


def whole_before(shape: Shape, m: Mention) -> Mention:
    """A name in front of its verb with the title before it and the comma between them."""
    before = shape.at(m.first - 2) if m.first - 2 >= shape.s.start else None
    if before is None or shape.a.words[m.first - 1].surface not in "،," or m.kind not in ("name", "person"):
        return m
    if before.kind != "office" or before.last != m.first - 2 or m.conjunction or m.preposition:
        return m
    return replace(before, last=m.last, name_first=m.first, bare=False, refers=None if before.bare else before.refers)


def _name_end(shape: Shape, last: int, stop: int) -> int:
    """The last of the words behind token `last` that look like parts of a proper name."""
    limit = last + NAME_WORDS
    while last < limit:
        n = last + 2 if last + 2 < stop and _hyphen(shape, last + 1) else last + 1
        if n >= stop or not _plain_name(shape, n) or _bound(shape, last, n):
            break
        m = shape.at(n)
        last = m.last if m is not None else n
    return last


def _bound(shape: Shape, last: int, n: int) -> bool:
    """Whether an unknown word behind a full name or a common noun begins with the preposition ل: العائلة لمدة عام."""
    a, m = shape.a, shape.at(last)
    if not a.keys[n].startswith("ل") or a.keys[n] in a.named or a.words[n].hits or shape.at(n) is not None:
        return False
    return m is not None and (m.kind not in PERSONS or m.name_first >= 0)


def _hyphen(shape: Shape, n: int) -> bool:
    """Whether token n joins two words without a space: جان-بول."""
    t = shape.a.tokens
    return t[n].text in "-–" and t[n - 1].end == t[n].start and t[n].end == t[n + 1].start


def _plain_name(shape: Shape, n: int) -> bool:
    """Whether token n looks like a part of a proper name: a name of the tables, or a word nothing is known about."""
    m = shape.at(n)
    if m is not None:
        return m.first == n and m.kind in ("name", "person") and not (m.preposition or m.conjunction)
    word = shape.a.words[n]
    if word.kind != "word" or n in shape.func or n in shape.verb or word.surface.endswith(_TANWIN):
        return False
    families = {h.ref.family for h in word.hits}
    if families & _NAMELESS:
        return "pname" in families  # علي, صالح
    return not word.hits or not (word.best.preposition or word.best.conjunction)
