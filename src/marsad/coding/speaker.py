"""Who speaks: the explicit subject of a report verb as a whole phrase, and whom a dropped subject goes back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.coding.syntax import QUOTES, Shape, is_feminine
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.text.words import Hit

SPEAKERS = frozenset({"office", "person", "name", "org", "country", "capital", "body", "group", "people", "adjective"})
PERSONS = frozenset({"office", "person", "name"})
_NAMELESS = frozenset({"event", "light", "report", "verb", "content", "func"})  # words of these are no names
_RANKS = PERSONS | {"group", "adjective", "people"}  # what a subject may go on with: لشؤون النازحين فلان
_NAME_WORDS = 4  # unknown words that may follow a title as its name
_TITLE_REACH = 12  # tokens between a title and the name that ends its phrase
_OPENING = 4  # words before the subject of a sentence: من جهته رد فلان
_MEMORY = 6  # speakers looked back through for one whose gender agrees


def same_speaker(a: Mention, b: Mention) -> bool:
    """Whether two mentions name the same actor."""
    if a is b or a.best is b.best or (a.first <= b.last and b.first <= a.last):
        return True
    return a.id is not None and a.id == b.id


def gender_of(hit: Hit | None) -> str:
    """m or f for a verb form of the third person singular, "" for any other."""
    person = hit.ref.tag.split("/")[0].rpartition(".")[2] if hit is not None else ""
    return person[1] if person in ("3ms", "3fs") else ""


def _guess(m: Mention) -> str:
    """The gender a verb before the mention has as far as its words tell."""
    if m.kind in ("name", "person"):
        return ""
    return "f" if is_feminine(m) else "m"


@dataclass(slots=True)
class _Voice:
    mention: Mention
    gender: str
    topic: bool = False  # only the subject of a sentence in which nobody speaks


class Voices:
    """Those who spoke so far, the last one last."""

    def __init__(self) -> None:
        self._all: list[_Voice] = []

    def add(self, m: Mention, gender: str, topic: bool = False) -> None:
        """Note a speaker and the gender of the verb that went with him."""
        for v in self._all[-_MEMORY:]:
            if not gender and same_speaker(v.mention, m):
                gender = v.gender
        self._all.append(_Voice(m, gender or _guess(m), topic))

    def last(self, gender: str = "") -> Mention | None:
        """The last speaker whose gender does not contradict the verb's; where all do, the last one."""
        spoken = [v for v in self._all[-_MEMORY:] if not v.topic or v is self._all[-1]]
        for v in reversed(spoken):
            if not gender or not v.gender or v.gender == gender:
                return v.mention
        return spoken[-1].mention if spoken else None


def subject_after(shape: Shape, i: int, stop: int, loose: bool = False, name: bool = False) -> Mention | None:
    """The subject between the verb at i and token `stop`, as a whole phrase.

    A noun phrase the tables do not know counts right behind the verb: any when `loose` (then what is said follows,
    so it can be no object), with `name` a lone unknown word before the mention of the object: انتقد فلان المدعين.
    """
    a = shape.a
    governed, fresh = False, True
    j = i + 1
    while j < stop:
        m = shape.at(j)
        if m is not None:
            if not governed and not shape.preposition(m) and m.kind in SPEAKERS and m.first == j:
                found = whole(shape, m, stop)
                return _to_the_words(shape, found, stop) if loose else found
            governed, fresh, j = False, False, m.last + 1
            continue
        if shape.boundary(j):
            return None
        word, func = a.words[j], shape.func.get(j, "")
        following = shape.at(j + 1) if j + 1 < stop else None
        if fresh and func == "pron" and (following is None or shape.preposition(following)):
            return None  # جاء ذلك في تغريدة: "that" is the subject
        if word.kind == "mark" and word.surface not in QUOTES:
            governed = fresh = False
        elif func in ("prep", "agentprep", "conj") or word.best.preposition:
            governed, fresh = True, False
        elif fresh and _heads(a, j, func) and (loose or (name and _lone_name(shape, j))):
            return _unknown(shape, j, stop if loose else j + 1)
        elif func != "adv":
            fresh = False
        j += 1
    return None


def _lone_name(shape: Shape, j: int) -> bool:
    m = shape.at(j + 1) if j + 1 < shape.s.end else None
    return not shape.a.words[j].hits and m is not None and m.kind in SPEAKERS and m.kind != "adjective"


def _heads(a: Analysis, j: int, func: str) -> bool:
    """Whether an unknown word may be the head of a subject: a noun without clitics before it, no adverb."""
    word = a.words[j]
    if word.kind != "word" or func not in ("", "quant"):
        return False
    reading = word.best
    return not (reading.conjunction or reading.preposition or word.key.endswith("ا"))


def _unknown(shape: Shape, j: int, stop: int) -> Mention:
    """The noun phrase that an unknown word begins: up to a mark, a particle or what is said."""
    a = shape.a
    last = j
    country = sector = None
    while last + 1 < stop:
        n = last + 1
        m = shape.at(n)
        if m is not None and m.first == n and not m.conjunction:
            last, country, sector = m.last, country or m.country, sector or m.sector
            continue
        if a.words[n].kind == "mark" or n in shape.verb or _is_report(a, n) or shape.func.get(n) not in (None, "prep"):
            break
        if shape.func.get(n) == "prep" and not _attributive(shape, n):
            break
        last = n
    while last > j and shape.func.get(last) == "prep":
        last -= 1
    sector = sector if last > j else None
    return Mention(j, last, "name", country, sector, a.keys[j], rule="unnamed", name_first=j)


def _is_report(a: Analysis, n: int) -> bool:
    return any(h.ref.family == "report" and h.reading.pronoun for h in a.words[n].hits)  # قوله


def _attributive(shape: Shape, n: int) -> bool:
    """Whether a preposition carries on the noun before it (مصدر من القوات) instead of telling where it was said."""
    return shape.a.keys[n] == "من" and n + 1 < shape.s.end and shape.at(n + 1) is not None


def opening(shape: Shape, i: int) -> Mention | None:
    """A person in the first words of a sentence, where its verb is one the tables do not know: رد فلان قائلا."""
    first = next((m for m in shape.mentions if m.last < i and not shape.preposition(m)), None)
    near = first is not None and first.first - shape.s.start <= _OPENING and first.kind in PERSONS
    return whole(shape, first, i) if first is not None and near else None


def whole(shape: Shape, m: Mention, stop: int) -> Mention:
    """A mention with the unknown name behind it, and with the title or name set off by commas from it."""
    last = _name_end(shape, m.last, stop)
    if last == m.last and m.kind == "office" and m.name_first < 0:
        last = max(last, _distant_name(shape, m, stop))
    a = shape.a
    if last + 2 < stop and a.words[last + 1].surface in "،," and m.kind in PERSONS:
        last = _apposition(shape, m, last, stop)
    if last == m.last:
        return m
    return replace(m, last=last, bare=False, refers=None if m.bare else m.refers)


def _to_the_words(shape: Shape, m: Mention, stop: int) -> Mention:
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
        elif a.words[j].kind == "word" and not a.words[j].hits and not a.words[j].key.endswith("ا"):
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
        end = _name_end(shape, last + 1, stop) if m.kind == "office" else -1
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
            follows = end + 1 >= stop or shape.func.get(end + 1) == "prep" or a.words[end + 1].surface in "،,("
            if end >= j and follows:
                return end
    return -1


def subject_before(shape: Shape, i: int) -> tuple[Mention | None, bool]:
    """The subject in front of its verb, and whether it is that beyond doubt.

    So it is in a headline, after كان, at the start of its sentence, and as the noun before a relative.
    """
    a = shape.a
    if a.words[i].best.conjunction:
        return None, False
    relative, parted, names, j = "", False, 0, i - 1
    while j >= max(shape.s.start, i - 14):
        m = shape.at(j)
        if m is not None:
            if _may_speak(shape, m, relative, j, names):
                start = m.first <= shape.s.start or shape.func.get(m.first - 1) == "aux"
                found = m if not names else replace(m, last=j + names, bare=False)
                return whole_before(shape, found), bool(relative) or start or not parted
            if not relative or names:
                return None, False
            j = m.first - 1
            continue
        word, func = a.words[j], shape.func.get(j)
        if func == "aux" and 0 < names < _NAME_WORDS and not parted and not relative:  # كان فلان يرى
            return Mention(j + 1, j + names, "name", None, None, a.keys[j + 1], rule="unnamed", name_first=j + 1), True
        if func == "rel" and word.key.startswith("ال"):
            relative = "f" if word.key == "التي" else "m"
        elif word.kind == "mark":
            if word.surface not in "،,-–" or names:
                return None, False
            parted = True
        elif func is None and j not in shape.verb and not word.hits and word.kind == "word":
            names += 1
        elif func not in ("modal", "aux", "adv") and not (relative and func in (None, "prep")):
            return None, False
        j -= 1
    return None, False


def _may_speak(shape: Shape, m: Mention, relative: str, last: int, names: int) -> bool:
    """Whether a mention met going back from a verb is its subject: no object of a preposition, of the right gender."""
    if m.kind not in SPEAKERS or m.kind == "adjective" or (names and (m.name_first >= 0 or m.kind not in PERSONS)):
        return False
    if relative:
        return _guess(m) in ("", relative)
    return not shape.preposition(m) and last == m.last


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
    limit = last + _NAME_WORDS
    while last + 1 < stop and last < limit and _plain_name(shape, last + 1):
        m = shape.at(last + 1)
        last = m.last if m is not None else last + 1
    return last


def _plain_name(shape: Shape, n: int) -> bool:
    """Whether token n looks like a part of a proper name: a name of the tables, or a word nothing is known about."""
    m = shape.at(n)
    if m is not None:
        return m.first == n and m.kind in ("name", "person") and not (m.preposition or m.conjunction)
    word = shape.a.words[n]
    if word.kind != "word" or n in shape.func or n in shape.verb:
        return False
    if any(h.ref.family in _NAMELESS for h in word.hits):
        return False
    return not word.hits or not (word.best.preposition or word.best.conjunction)
