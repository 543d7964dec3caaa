"""The words an article is found by: folded and without clitics, through the same table for texts and for queries.

No database splits or folds Arabic words right (vowel marks become separators, أحمد is not احمد), so it is given words
that need neither, joined by spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from marsad.pipeline import word_table
from marsad.store.problems import QueryError
from marsad.store.records import Snippet
from marsad.text.orthography import ascii_digits
from marsad.text.tokens import Token, tokenize
from marsad.text.words import WordTable
from marsad.types import Article, Record

Lookup = Callable[[], WordTable]  # gives the table that the words of a search are looked up in, when there are any
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")  # tatweel and vowel marks
_PARTS = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_OPENINGS = [c + p for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك")][1:]
_LEAST_WITH_ARTICLE = 5  # letters; الله, التي and الان have no article to take off
_AROUND = 60  # characters of text before and after a word that was found
_SNIPPETS = 2  # of one article


class Words(Record, frozen=True):
    """What an article is found by: words of its title, of the rest, and all words as they are written."""

    title: str
    body: str
    exact: str


class Search(Record, frozen=True):
    """A search taken apart: each of `groups` must be found in one of its forms, each of `phrases` as it stands.

    `without` are forms and phrases that must not be found.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()


def words_of(article: Article) -> Words:
    """The words of an article for the index."""
    span = article.title
    first, last = (span.start, span.end) if span is not None else (0, 0)
    title: list[str] = []
    rest: list[str] = []
    exact: list[str] = []
    for start, _, surface in tokenize(article.text):
        core, written = _both(surface)
        if core:
            (title if first <= start < last else rest).append(core)
            exact.append(written)
    return Words(title=" ".join(title), body=" ".join(rest), exact=" ".join(exact))


def read_search(text: str, table: WordTable | None = None) -> Search:
    """What was typed into a search: words, "exact words" in quotes, and -word for what must not be there.

    The words are looked up in `table`, else in that of this process.

    Raises QueryError when no word is left to look for.
    """
    table = table or word_table()
    found: dict[bool, list[tuple[str, ...]]] = {False: [], True: []}
    phrases: dict[bool, list[tuple[str, ...]]] = {False: [], True: []}
    for match in _PARTS.finditer(text.replace("“", '"').replace("”", '"')):
        not_quoted, quoted, not_word, word = match.groups()
        if word is None:
            exact = tuple(_written(t.text) for t in tokenize(quoted) if _core(t.text, table))
            if exact:
                phrases[bool(not_quoted)].append(exact)
        else:
            found[bool(not_word)] += [_forms(t.text, table) for t in tokenize(word) if _core(t.text, table)]
    if not found[False] and not phrases[False]:
        raise QueryError(f"{text!r} names no word to look for; give at least one without a minus")
    return Search(
        groups=tuple(found[False]), phrases=tuple(phrases[False]),
        without=tuple(found[True]), without_phrases=tuple(phrases[True]),
    )  # fmt: skip


def snippets_of(article: Article, search: Search, table: WordTable | None = None) -> tuple[Snippet, ...]:
    """The first places in the text where the words of a search stand, with what is around them."""
    marks = list(find_marks(article.text, search, table))
    title_end = article.title.end if article.title else 0
    marks = [m for m in marks if m[0] >= title_end] or marks
    found: list[Snippet] = []
    while marks and len(found) < _SNIPPETS:
        start = _word_start(article.text, max(0, marks[0][0] - _AROUND))
        end = _word_end(article.text, min(len(article.text), marks[0][1] + _AROUND))
        inside = tuple(m for m in marks if m[1] <= end)
        found.append(Snippet(start=start, end=end, text=article.text[start:end], marks=inside))
        marks = marks[len(inside) :]
    return tuple(found)


def find_marks(text: str, search: Search, table: WordTable | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the words of a search in a text, in its order, each once."""
    table = table or word_table()
    forms = {form for group in search.groups for form in group}
    tokens = [t for t in tokenize(text) if _core(t.text, table)]
    found = [(t.start, t.end) for t in tokens if forms and _core(t.text, table) in forms]
    for phrase in search.phrases:
        found += _phrase_marks(tokens, phrase)
    yield from sorted(set(found))


def _phrase_marks(tokens: list[Token], phrase: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    written = [_written(t.text) for t in tokens]
    for i, word in enumerate(written):
        if word == phrase[0] and tuple(written[i : i + len(phrase)]) == phrase:
            yield tokens[i].start, tokens[i + len(phrase) - 1].end


def _core(surface: str, table: WordTable) -> str:
    """The word without clitics as a key; empty for what is no word or number."""
    word = table.word(surface)
    if word.kind == "mark":
        return ""
    if word.kind == "number":
        return _number(surface)
    if word.kind != "word":
        return word.key
    core = word.best.core  # of a name that is written with the article in the tables, with it
    return core[2:] if core.startswith("ال") and len(core) >= _LEAST_WITH_ARTICLE else core


@lru_cache(maxsize=200_000)
def _both(surface: str) -> tuple[str, str]:
    """The word as a key, and as it is written; empty for what is no word or number."""
    core = _core(surface, word_table())
    return core, _written(surface) if core else ""


@lru_cache(maxsize=100_000)
def _written(surface: str) -> str:
    """The word as written, vowel marks and presentation forms aside."""
    if surface[0].isdigit():
        return _number(surface)
    return _MARKS.sub("", unicodedata.normalize("NFKC", surface)).lower()


def _number(surface: str) -> str:
    return re.sub("[.,٬]", "٫", ascii_digits(surface))


def _forms(surface: str, table: WordTable) -> tuple[str, ...]:
    """The keys a query's word is found under; a name unknown to the tables also with clitics, which stay on it."""
    core = _core(surface, table)
    word = table.word(surface)
    if word.kind != "word" or word.hits:
        return (core,)
    with_clitics = (opening + core for opening in _OPENINGS)
    return (core, *(form for form in with_clitics if not table.word(form).hits))


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    while position < len(text) and not text[position - 1].isspace():
        position += 1
    return position


def _word_end(text: str, position: int) -> int:
    while position > 0 and position < len(text) and not text[position].isspace():
        position -= 1
    return position
