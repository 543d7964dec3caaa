"""Whether the words around a form let an entry apply: what it needs and what rules it out."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis, Match
from marsad.lexicon.schema import OWNED, EventEntry
from marsad.text.orthography import fold
from marsad.text.words import VERBAL, Hit, Word

_REACH = 14  # tokens after a word in which its complement is looked for
_NEED_REACH = 9
_BACK = 8  # tokens before a verb in which the noun stands that its relative clause is about
_NEXT = 2  # tokens right behind a word
_QUALIFIED = 4  # tokens from a noun to the verb of the clause without الذي that qualifies it
_NOUN = 4  # a needed word of more letters may stand before a relative clause; shorter ones are prepositions
_SHORT = 3  # a needed word of so few letters is matched as it stands


def applies(a: Analysis, shape: Shape, first: int, last: int, entry: EventEntry, match: Match) -> bool:
    """Whether the conditions of an entry hold for the form at tokens first to last."""
    if entry.clitic and not (match.reading.pronoun if entry.clitic == OWNED else match.reading.preposition == "س"):
        return False
    if entry.not_prev and first > shape.s.start and _named(a, first - 1, entry.not_prev):
        return False
    if not (entry.not_next or entry.unless or entry.needs or entry.content or entry.needs_before):
        return True
    end = _reach(shape, last, _REACH)
    if entry.not_next and any(_named(a, j, entry.not_next) for j in range(last + 1, min(end, last + 1 + _NEXT))):
        return False
    unless = entry.unless if entry.unless and _occurs(shape, entry.unless) else ()
    if unless and any(_named(a, j, unless) for j in _complement(a, last, end)):
        return False
    if not entry.needs and not entry.content and not entry.needs_before:
        return True
    before = range(first - 1, max(shape.s.start, first - 1 - _BACK) - 1, -1)
    if entry.needs_before and any(_named(a, j, entry.needs_before) for j in before):
        return True
    if entry.needs_before and not entry.needs and not entry.content:
        return False
    return _complete(a, shape, first, last, end, entry, match)


def act_of(a: Analysis, shape: Shape, i: int, types: Collection[str]) -> Hit | None:
    """The act of some types that a finite verb names, its conditions met: خرج باتفاق agrees, خرج من البيت does not."""
    verb = shape.verb.get(i)
    if verb is None or verb.ref.family != "event":
        return None
    for hit in a.words[i].hits:
        if hit.ref.family == "event" and hit.ref.tag == verb.ref.tag:
            entry = a.tables.events[hit.ref.entry]
            if entry.type in types and applies(a, shape, i, i, entry, Match(1, hit.ref, hit.reading)):
                return hit
    return None


def _reach(shape: Shape, last: int, tokens: int) -> int:
    """The token behind the given number of them after a word, a mention or an aside counted once however long."""
    found = shape.reached.get((last, tokens))
    if found is None:
        following, j = shape.following(), last + 1 - shape.s.start
        for _ in range(tokens):
            if j >= len(following):
                break
            j = following[j] if (end := shape.aside(j + shape.s.start)) < 0 else end - shape.s.start
        found = shape.reached[last, tokens] = min(j + shape.s.start, shape.s.end)
    return found


def _complete(a: Analysis, shape: Shape, first: int, last: int, end: int, entry: EventEntry, found: Match) -> bool:
    """Whether a needed word and a word of the content class follow in the clause, or precede a relative clause."""
    if entry.content and entry.content not in _KINDS and entry.content not in shape.classes():
        return False
    needs = _keys(entry.needs)
    if needs and NISBA not in needs and needs.isdisjoint(_met_in(shape)):
        return False  # nearly all that fail
    needed_by = _reach(shape, last, _NEED_REACH)
    seen_need = not needs
    seen_content = not entry.content
    on_it = entry.content == _PLACES and found.ref.tag[:2] != "im"  # يسيطر عليها: a standing state
    beyond = last + 1
    for j in range(last + 1, end):
        word = a.words[j]
        if j < beyond or (beyond := max(beyond, shape.aside(j))) > j:
            continue
        if _ends(a, j) or (j in shape.verb and seen_need and not seen_content and shape.func.get(j - 1) != "comp"):
            break
        if not seen_need and j < needed_by:
            seen_need = word.best.preposition in needs or not needs.isdisjoint(_met_by(a, word))
            seen_need = seen_need or a.tables.needed_forms.get(word.key) in needs
            seen_need = seen_need or (NISBA in needs and _is_nisba(a, last, j))
        seen_content = seen_content or _of_class(a, j, entry.content) or _is_named(shape, last, j, entry.content)
        seen_content = seen_content or (on_it and a.tables.preposition_forms.get(word.key) == _ON)
        if seen_need and seen_content:
            return True
    if first not in shape.verb:
        return seen_need and seen_content
    subject = _subject_before(shape, first)
    if not seen_content:
        seen_content = _content_before(a, shape, first, entry.content, found.reading.pronoun) or (
            entry.content == "class.person" and _on_somebody(found)
        )
    if not seen_content and entry.content in _OF_SUBJECT and entry.object == "none":
        seen_content = any(_of_class(a, j, entry.content) for j in subject)
    if not seen_need:
        nouns = frozenset(key for key in needs if len(key) > _NOUN)
        before = (*range(*_relative_clause(a, shape, first)), *subject)
        seen_need = any(a.words[j].key in nouns or a.words[j].best.full in nouns for j in before)
    return seen_need and seen_content


def _subject_before(shape: Shape, verb: int) -> range:
    """The tokens of the mention that stands as subject right before its verb: القوات الفرنسية تغادر."""
    j = verb - 1
    while j >= shape.s.start and shape.func.get(j) in _PARTICLES:
        j -= 1
    m = shape.at(j) if j >= shape.s.start else None
    if m is None or shape.preposition(m):
        return range(0)
    return range(m.first, m.last + 1)


def _is_nisba(a: Analysis, last: int, j: int) -> bool:
    """Whether token j is the nisba of a country right behind the word: قرض ياباني, دوريات روسية تركية."""
    refs = [hit.ref for hit in a.words[j].hits if hit.ref.family == "nisba"] if j == last + 1 else []
    return any(ref.tag != "du" and bool(a.tables.names[ref.entry].country) for ref in refs)


NISBA = "class.nisba"  # a needed word: the nisba of a country right behind
_OF_SUBJECT = frozenset({"class.force", "class.protest"})  # of intransitive verbs: القوات تنتشر
_PARTICLES = frozenset({"neg", "fut", "modal", "aux"})  # between a subject and its verb: المحتجون قد أغلقوا
_PLACES = "class.place_taken"
_ON = "علي"  # سيطرت القوات عليها: the place is named before
_KINDS = {  # a class of words → the kinds of mentions that are of it, whatever their words
    "class.person": frozenset({"person", "group", "people", "name"}),
    "class.office": frozenset({"person", "office", "name"}),
    "class.place_taken": frozenset({"place", "capital"}),
}


def _is_named(shape: Shape, last: int, j: int, content: str) -> bool:
    """Whether a mention that opens at token j is of a class: أقال الرئيس كومي, سيطرت القوات على دوما.

    Behind a finite verb the first mention is its subject, so persons count from the second on.
    """
    m = shape.at(j)
    kinds = _KINDS.get(content)
    if kinds is None or m is None or m.first != j:
        return False
    preposition = shape.preposition(m)
    if content == _PLACES:
        return m.kind in kinds and preposition in ("", _ON)
    if preposition or not (m.kind in kinds or (m.kind == "office" and m.name_first >= 0)):
        return False
    if last not in shape.verb:
        return j == last + 1
    return any(u.mention is m and u.slot == "S2" for u in shape.right(last))


def _ends(a: Analysis, j: int) -> bool:
    """Whether a clause ends at token j; a dot with a letter right behind it is part of a name: بي.بي."""
    surface = a.words[j].surface
    inside = surface == "." and j + 1 < len(a.tokens) and a.tokens[j + 1].start == a.tokens[j].end
    return surface in ".؟!؛" and not (inside and a.words[j + 1].kind == "word")


def _complement(a: Analysis, last: int, end: int) -> range:
    for j in range(last + 1, end):
        if _ends(a, j):
            return range(last + 1, j)
    return range(last + 1, end)


def _content_before(a: Analysis, shape: Shape, verb: int, content: str, pronoun: str) -> bool:
    """The noun that a relative clause is about stands before it: الاتفاق الذي وقعته الحكومة, بلدة استعادها الجيش."""
    start, end = _relative_clause(a, shape, verb)
    if start == end and pronoun and content != "class.person":  # أسرهم is a family as often
        start, end = max(shape.s.start, verb - _QUALIFIED), verb
    return any(_of_class(a, j, content) or _is_place(shape, j, content) for j in range(start, end))


def _on_somebody(found: Match) -> bool:
    """Whether a form that no noun shares has a pronoun of somebody: اعتقلتهما, طعنوه; أسره is also "his family"."""
    return bool(found.reading.pronoun) and found.ref.tag[:2] in VERBAL and not found.ref.tag.startswith("pf.3ms")


def _relative_clause(a: Analysis, shape: Shape, verb: int) -> tuple[int, int]:
    """The tokens before الذي of the relative clause of a verb, as a half-open range; empty where there is none."""
    start = max(shape.s.start, verb - _BACK)
    relative = next((j for j in range(verb - 1, max(start, verb - 3) - 1, -1) if shape.func.get(j) == "rel"), -1)
    if relative < 0 or a.keys[relative] in a.tables.cues["antecedentless"]:
        return verb, verb
    return start, relative


def _is_place(shape: Shape, j: int, content: str) -> bool:
    """Whether token j belongs to a named place and the class is that of places."""
    m = shape.at(j)
    return content == _PLACES and m is not None and (m.kind in _KINDS[content] or "place" in shape.a.words[j].families)


def _named(a: Analysis, j: int, words: tuple[str, ...]) -> bool:
    """Whether token j is one of the words, or begins one of the phrases or a word of one of the classes among them."""
    if not _keys(words).isdisjoint(_met_by(a, a.words[j])):
        return True
    if any(a.keys[j : j + len(phrase)] == list(phrase) for phrase in _phrases(words)):
        return True
    classes = _class_names(words)
    return bool(classes) and any(_of_class(a, j, w) for w in classes)


def _occurs(shape: Shape, words: tuple[str, ...]) -> bool:
    """Whether one of the words may stand anywhere in the sentence, which is asked first: mostly none does."""
    met = _met_in(shape)
    if not _keys(words).isdisjoint(met) or not shape.classes().isdisjoint(_class_names(words)):
        return True
    return any(phrase[0] in met for phrase in _phrases(words))


def _met_in(shape: Shape) -> frozenset[str]:
    """All that the words of a sentence meet."""
    if shape.met is None:
        a = shape.a
        found: set[str] = set()
        for word in a.words[shape.s.start : shape.s.end]:
            found.update(_met_by(a, word), (word.best.preposition, word.best.full))
            found.add(a.tables.needed_forms.get(word.key, ""))
        shape.met = frozenset(found)
    return shape.met


def _of_class(a: Analysis, j: int, content: str) -> bool:
    if "content" not in a.words[j].families and not a.multi(j):
        return False
    return any(
        match.ref.family == "content" and a.tables.content[match.ref.entry].id == content for match in a.matches(j)
    )


@cache
def _phrases(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The keys of the words of those of several: بعد أن."""
    return tuple([tuple([fold(part) for part in word.split()]) for word in words if " " in word])


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    """The keys of needed words, each with and without the article."""
    found = set()
    for word in words:
        key = fold(word)
        found.add(key)
        if len(key) > _SHORT:
            found.add(key[2:] if key.startswith("ال") else "ال" + key)
    return frozenset(found)


@cache
def _class_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that are names of classes."""
    return tuple([w for w in words if "." in w])


def _met_by(a: Analysis, word: Word) -> tuple[str, ...]:
    """What a word meets where it is needed: its key, without a conjunction too, prepositions it is or begins with."""
    if word.meets is None:
        word.meets = _said_by(word.key, a.tables.preposition_forms)
    return word.meets


def _said_by(key: str, forms: dict[str, str]) -> tuple[str, ...]:
    found = [key]
    whole = forms.get(key)
    if key[:1] in ("و", "ف") and len(key) > _SHORT:
        found.append(key[1:])
    for clitic in ("ل", "ب"):
        if key.startswith((clitic, "و" + clitic)) and whole != clitic:
            found.append(clitic)
    return tuple(found) if whole is None else (*found, whole)
