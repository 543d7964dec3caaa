"""Who speaks: the explicit subject of a report verb as a whole phrase, and whom a dropped subject goes back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.coding.agreement import is_feminine
from marsad.coding.phrases import NAME_WORDS, PERSONS, to_the_words, whole, whole_before
from marsad.coding.syntax import Shape
from marsad.coding.tokens import QUOTES
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.text.words import Hit

SPEAKERS = frozenset({"office", "person", "name", "org", "country", "capital", "body", "group", "people", "adjective"})
_OPENING = 4  # words before the subject of a sentence: من جهته رد فلان
_LIGHT = frozenset({"comp", "adv", "aux", "modal"})  # words between a subject and its verb
_PASSED = _LIGHT | {"conj"}
_MANY = frozenset({"office", "group", "people"})  # their broken plurals end like feminines: القادة
_PARTICIPLE = 5  # letters of the shortest participle with m- and its ending
_MEMORY = 6  # speakers looked back through for one whose gender agrees


def same_speaker(a: Mention, b: Mention) -> bool:
    """Whether two mentions name the same actor."""
    if a is b or a.best is b.best or (a.first <= b.last and b.first <= a.last):
        return True
    if a.first_told is b.first_told:
        return True
    return a.id is not None and a.id == b.id


def gender_of(hit: Hit | None) -> str:
    """m or f for a verb form of the third person singular, "" for any other."""
    person = hit.ref.tag.split("/")[0].rpartition(".")[2] if hit is not None else ""
    return person[1] if person in ("3ms", "3fs") else ""


def _guess(m: Mention) -> str:
    """The gender a verb before the mention has as far as its words tell."""
    if m.kind in ("name", "person") or (m.plural and m.kind in _MANY):
        return ""
    return "f" if is_feminine(m) else "m"


def agrees(m: Mention, gender: str) -> bool:
    """Whether a verb of this gender may have the mention as its subject."""
    return not gender or _guess(m) in ("", gender)


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

    def clash(self, gender: str) -> bool:
        """Whether nobody spoke so far whom a pronoun of this gender may stand for."""
        return not any(not gender or not v.gender or v.gender == gender for v in self._all[-_MEMORY:])

    def titled(self, m: Mention) -> bool:
        """Whether a title without a name may be that of whoever spoke last: جاء ذلك في تغريدة للوزير البحريني."""
        last = self.last()
        if last is None or m.kind != "office" or m.name_first >= 0 or last.kind not in PERSONS:
            return False
        return not m.country or last.country in (None, m.country)


def subject_after(shape: Shape, i: int, stop: int, loose: bool = False, name: bool = False) -> Mention | None:
    """The subject between the verb at i and token `stop`, as a whole phrase.

    A noun phrase the tables do not know counts right behind the verb: any when `loose` (then what is said follows,
    so it can be no object), with `name` a lone unknown word before the mention of the object: انتقد فلان المدعين.
    """
    a = shape.a
    governed, headed, fresh = False, False, True
    j = i + 1
    while j < stop:
        m = shape.at(j)
        if m is not None:
            if gender_of(shape.verb.get(i)) != "f" and _manner(shape, m):
                j = m.last + 1
                continue
            if not governed and not headed and not shape.preposition(m) and m.kind in SPEAKERS and m.first == j:
                found = whole(shape, m, stop)
                return to_the_words(shape, found, stop) if loose else found
            governed, fresh, j = False, False, m.last + 1
            continue
        if shape.boundary(j):
            return None
        word, func = a.words[j], shape.func.get(j, "")
        following = shape.at(j + 1) if j + 1 < stop else None
        if fresh and func == "pron" and (following is None or shape.preposition(following)):
            return None  # جاء ذلك في تغريدة: "that" is the subject
        if word.kind == "mark" and word.surface not in QUOTES:
            governed = headed = fresh = False
        elif _called(shape, j, stop) or (loose and fresh and _given(shape, j)):
            return _unknown(shape, j, stop if loose else j + 1)
        elif func in ("prep", "agentprep", "conj") or word.best.preposition:
            governed, fresh = True, False
        elif fresh and _heads(shape, j, func) and (loose or (name and _lone_name(shape, j))):
            return _unknown(shape, j, stop if loose else j + 1)
        elif func != "adv":
            headed = headed or _takes(shape, j, func)
            fresh = False
        j += 1
    return None


def _called(shape: Shape, j: int, stop: int) -> bool:
    """Whether a word that may be a preposition is a name of the article: وقال علي في تغريدة."""
    a = shape.a
    if a.keys[j] not in a.named or shape.func.get(j) != "prep":
        return False
    return j + 1 >= stop or a.words[j + 1].kind == "mark" or j + 1 in shape.func


def _manner(shape: Shape, m: Mention) -> bool:
    """Whether a lone word taken for a name is a participle that tells how it is said: واستطرد معقبا."""
    key = shape.a.keys[m.first]
    lone = m.kind == "name" and m.first == m.last and not shape.a.words[m.first].hits
    return lone and key.startswith("م") and key.endswith("ا") and len(key) >= _PARTICIPLE


def _given(shape: Shape, j: int) -> bool:
    """Whether a word read as a participle with a preposition is a given name before an unknown one: برادي فيناجين."""
    a = shape.a
    if not a.words[j].hits or j in shape.func or j + 1 >= shape.s.end or a.words[j + 1].kind != "word":
        return False
    bound = all(h.reading.preposition and h.ref.tag[:2] in ("ap", "pp") for h in a.words[j].hits)
    return bound and not a.words[j + 1].hits


def _takes(shape: Shape, j: int, func: str) -> bool:
    """Whether an unknown noun takes what stands behind it: the mention belongs to its phrase or is its object."""
    word = shape.a.words[j]
    held = word.key in shape.a.tables.cues["governed"]
    return word.kind == "word" and not func and not held and j not in shape.timed


def _lone_name(shape: Shape, j: int) -> bool:
    m = shape.at(j + 1) if j + 1 < shape.s.end else None
    return not shape.a.words[j].hits and m is not None and m.kind in SPEAKERS and m.kind != "adjective"


def _heads(shape: Shape, j: int, func: str) -> bool:
    """Whether an unknown word may be the head of a subject: a noun without clitics before it, no adverb."""
    a, word = shape.a, shape.a.words[j]
    if word.kind != "word" or func not in ("", "quant") or j in shape.timed:
        return False
    if word.key in a.tables.cues["governed"]:
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
    near = first is not None and first.first - shape.s.start <= _OPENING and first.kind in SPEAKERS - {"adjective"}
    return whole(shape, first, i) if first is not None and near else None


def unknown_said(shape: Shape, quote: int) -> Mention | None:
    """Who stands between the first word of a sentence, which the tables do not know, and its quotation."""
    first = shape.opened
    word = shape.a.words[first]
    if word.hits or word.kind != "word" or shape.at(first) is not None or min(shape.verb, default=quote) < quote:
        return None
    return subject_after(shape, first, quote, loose=True)


def subject_before(shape: Shape, i: int) -> tuple[Mention | None, bool]:
    """The subject in front of its verb, and whether it is that beyond doubt.

    So it is in a headline, after كان, at the start of its sentence, and as the noun before a relative.
    """
    if shape.a.words[i].best.conjunction:
        return None, False
    set_off = _set_off(shape, i)
    return (set_off, True) if set_off is not None else _going_back(shape, i)


def _going_back(shape: Shape, i: int) -> tuple[Mention | None, bool]:
    """The subject met going back from the verb at i over names, relatives and asides."""
    a = shape.a
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
        if func == "aux" and 0 < names < NAME_WORDS and not parted and not relative:  # كان فلان يرى
            return Mention(j + 1, j + names, "name", None, None, a.keys[j + 1], rule="unnamed", name_first=j + 1), True
        if func == "rel" and word.key.removeprefix("و").startswith("ال"):
            relative = "f" if word.key.endswith("التي") else "m"
            if relative != (gender_of(shape.verb.get(i)) or relative):
                return None, False  # بيانه الذي نشرت صحيفة
        elif word.key in a.tables.cues["self"]:
            pass
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


def _set_off(shape: Shape, i: int) -> Mention | None:
    """The subject at the start of its clause, parted by an aside from the verb at i: لكن الوزير، وهو …، قال."""
    for first in _starts(shape, i):
        m = shape.at(first)
        if m is None or m.first != first or m.kind not in SPEAKERS - {"adjective"} or shape.preposition(m):
            continue
        found = whole(shape, m, i)
        behind = found.last + 1
        if all(shape.func.get(j) in _LIGHT for j in range(behind, i)):
            return found if behind < i else None  # كان الوزير قد صرح
        if shape.a.words[i - 1].surface not in "،," or shape.a.words[behind].surface not in "،,":
            continue
        aside = shape.func.get(behind + 1) in ("rel", "pron", "prep") or behind + 1 in shape.timed
        plain = all(v < behind or shape.func.get(v) == "aux" for v in shape.verb if v < i)
        if behind == i - 1 or aside or plain:
            return found
    return None


def _starts(shape: Shape, i: int) -> list[int]:
    """Where clauses begin before token i: behind what opens the sentence, and behind a comma with but."""
    found = [shape.opened]
    for j in range(shape.s.start + 1, i):
        if shape.func.get(j) == "conj" and shape.a.words[j - 1].surface in "،,":
            found.append(j)
    behind = []
    for j in found:
        while j < i and shape.at(j) is None and shape.func.get(j) in _PASSED:
            j += 1
        behind.append(j)
    return behind[::-1]


def _may_speak(shape: Shape, m: Mention, relative: str, last: int, names: int) -> bool:
    """Whether a mention met going back from a verb is its subject: no object of a preposition, of the right gender."""
    if m.kind not in SPEAKERS or m.kind == "adjective" or (names and (m.name_first >= 0 or m.kind not in PERSONS)):
        return False
    if relative:
        return _guess(m) in ("", relative)
    return not shape.preposition(m) and last == m.last


def main_subject(shape: Shape, end: int, inside: set[int]) -> tuple[Mention | None, str]:
    """The subject of the sentence's first verb, when it stands before token `end`, and the verb's gender."""
    verb = min(shape.verb, default=end)
    if verb >= end or verb in inside:
        return None, ""
    before, sure = subject_before(shape, verb)
    who = before if sure else subject_after(shape, verb, end) or before
    return who, gender_of(shape.verb[verb])


def pronoun_before(shape: Shape, i: int) -> int:
    """The token of the pronoun in front of the verb that is its subject: إنه يرى، لكنها قالت، وهو يقول; -1 for none."""
    j = i - 1
    while j > shape.s.start and (
        shape.func.get(j) in ("modal", "aux", "adv", "neg") or shape.a.words[j].surface in QUOTES
    ):
        j -= 1
    if j < shape.s.start or shape.at(j) is not None:
        return -1
    key = shape.a.keys[j]
    comp = shape.func.get(j) == "comp" or key.startswith(("لكن", "ولكن"))
    alone = key.lstrip("وف") in shape.a.tables.cues["subject_pronoun"]
    return j if alone or (comp and key.endswith(("ه", "ها", "هم"))) else -1


def surely_before(shape: Shape, i: int) -> tuple[bool, Mention | None]:
    """Whether the subject of the verb at i stands before it beyond doubt, and which it is if it is no pronoun."""
    if pronoun_before(shape, i) >= 0:
        return True, None
    m, sure = subject_before(shape, i)
    if m is None or not sure or not agrees(m, gender_of(shape.verb.get(i))):
        return False, None
    return True, m


def pronoun(shape: Shape, j: int) -> Mention:
    """A pronoun as what is said of who speaks, where the text names nobody it may stand for."""
    return Mention(j, j, "name", None, None, shape.a.keys[j], rule="pronoun", name_first=j)
