"""Whether the words around a form let an entry apply: what it needs and what rules it out."""

from __future__ import annotations

from functools import cache

from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis
from marsad.lexicon.schema import EventEntry
from marsad.text.orthography import fold
from marsad.text.words import Reading

_REACH = 14  # tokens after a word in which its complement is looked for
_NEED_REACH = 9
_BACK = 8  # tokens before a verb in which the noun stands that its relative clause is about
_NEXT = 2  # tokens right behind a word
_SHORT = 3  # a needed word of so few letters is matched as it stands
_WITH_PRONOUN = {  # a preposition → it with a pronoun, as one word
    "ل": frozenset({"له", "لها", "لهم"}),
    "ب": frozenset({"به", "بها", "بهم", "بان", "بانه", "بانها"}),
    "الي": frozenset({"اليه", "اليها", "اليهم"}),
    "علي": frozenset({"عليه", "عليها", "عليهم"}),
    "مع": frozenset({"معه", "معها", "معهم"}),
    "بين": frozenset({"بينه", "بينها", "بينهم", "بينهما"}),
}
_PREPOSITION_OF = {form: preposition for preposition, forms in _WITH_PRONOUN.items() for form in forms}


def applies(a: Analysis, shape: Shape, first: int, last: int, entry: EventEntry, reading: Reading) -> bool:
    """Whether the conditions of an entry hold for the form at tokens first to last."""
    if entry.clitic and reading.preposition != entry.clitic:
        return False
    if entry.not_prev and first > shape.s.start and _named(a, first - 1, entry.not_prev):
        return False
    end = _reach(shape, last, _REACH)
    if entry.not_next and any(_named(a, j, entry.not_next) for j in range(last + 1, min(end, last + 1 + _NEXT))):
        return False
    if entry.unless and any(_named(a, j, entry.unless) for j in _complement(a, last, end)):
        return False
    if not entry.needs and not entry.content and not entry.needs_before:
        return True
    before = range(first - 1, max(shape.s.start, first - 1 - _BACK) - 1, -1)
    if entry.needs_before and any(_named(a, j, entry.needs_before) for j in before):
        return True
    if entry.needs_before and not entry.needs and not entry.content:
        return False
    return _complete(a, shape, first, last, end, entry)


def _reach(shape: Shape, last: int, tokens: int) -> int:
    """The token behind the given number of them after a word, a mention counted once however long it is."""
    j = last + 1
    while j < shape.s.end and tokens > 0:
        m = shape.at(j)
        j = j + 1 if m is None else max(j, m.last) + 1
        tokens -= 1
    return min(j, shape.s.end)


def _complete(a: Analysis, shape: Shape, first: int, last: int, end: int, entry: EventEntry) -> bool:
    """Whether a needed word and a word of the content class follow in the clause, or precede a relative clause."""
    needs = _keys(entry.needs)
    needed_by = _reach(shape, last, _NEED_REACH)
    seen_need = not needs
    seen_content = not entry.content
    for j in range(last + 1, end):
        word = a.words[j]
        if word.surface in ".؟!؛" or (
            j in shape.verb and seen_need and not seen_content and shape.func.get(j - 1) != "comp"
        ):
            break
        if not seen_need and j < needed_by:
            seen_need = _meets(word.key, word.best.preposition, needs)
        seen_content = seen_content or _of_class(a, j, entry.content) or _is_named(shape, last, j, entry.content)
        if seen_need and seen_content:
            return True
    if seen_need and not seen_content and first in shape.verb:
        seen_content = _content_before(a, shape, first, entry.content)
    return seen_need and seen_content


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
    if content == "class.place_taken":
        return m.kind in kinds and preposition in ("", "علي")
    if preposition or not (m.kind in kinds or (m.kind == "office" and m.name_first >= 0)):
        return False
    if last not in shape.verb:
        return j == last + 1
    return any(u.mention is m and u.slot == "S2" for u in shape.right(last))


def _complement(a: Analysis, last: int, end: int) -> range:
    for j in range(last + 1, end):
        if a.words[j].surface in ".؟!؛":
            return range(last + 1, j)
    return range(last + 1, end)


def _content_before(a: Analysis, shape: Shape, verb: int, content: str) -> bool:
    """The noun that a relative clause is about stands before it: الاتفاق الذي وقعته الحكومة."""
    start = max(shape.s.start, verb - _BACK)
    relative = next((j for j in range(verb - 1, max(start, verb - 3) - 1, -1) if shape.func.get(j) == "rel"), -1)
    if relative < 0 or a.keys[relative] in ("ما", "من", "حيث", "مما", "ممن"):
        return False
    return any(_of_class(a, j, content) for j in range(start, relative))


def _named(a: Analysis, j: int, words: tuple[str, ...]) -> bool:
    """Whether token j is one of the words, or begins a word of one of the classes among them."""
    return _meets(a.words[j].key, "", _keys(words)) or any("." in w and _of_class(a, j, w) for w in words)


def _of_class(a: Analysis, j: int, content: str) -> bool:
    if "content" not in a.words[j].families and not a.multi(j):
        return False
    return any(
        match.ref.family == "content" and a.tables.content[match.ref.entry].id == content for match in a.matches(j)
    )


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


def _meets(key: str, preposition: str, needs: frozenset[str]) -> bool:
    if key in needs or (key[:1] in ("و", "ف") and len(key) > _SHORT and key[1:] in needs):
        return True
    if preposition and preposition in needs:
        return True
    for clitic in ("ل", "ب"):
        if clitic in needs and key.startswith((clitic, "و" + clitic)) and key not in _WITH_PRONOUN[clitic]:
            return True
    return _PREPOSITION_OF.get(key) in needs
