"""An article cut into sentences and tokens, each token with everything the lexicon knows about it."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from marsad.lexicon.tables import Tables
from marsad.text.tokens import Token, sentences, tokenize
from marsad.text.words import Reading, Ref, Word, WordTable
from marsad.types import Article

# Blocks whose words are read for events; the others are labels of the page.
READ_BLOCKS = frozenset({"title", "lead", "paragraph", "heading", "caption"})
_SUBJECTS = frozenset({"frame.disaster", "frame.sport"})  # classes of words that tell what an article is about


class Match(msgspec.Struct, frozen=True, gc=False):
    """A form of the lexicon that stands at a token: how many tokens it takes, the entry, and the reading."""

    size: int
    ref: Ref
    reading: Reading


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A range of tokens, the kind and the number of its block, and its number in the article."""

    start: int
    end: int
    kind: str
    block: int
    number: int


class Analysis:
    """Tokens, words and matches of an article, shared by all finders."""

    __slots__ = (
        "_matches", "_multi", "about", "article", "day", "dotted", "keys", "named", "salient", "sentences", "tables",
        "text", "tokens", "words",
    )  # fmt: skip

    def __init__(self, article: Article, tables: Tables, table: WordTable, skip: dict[int, int]) -> None:
        self.article = article
        self.text = article.text
        self.tables = tables
        self.dotted = "على" in article.text  # final ى and ي are kept apart
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.day: str | None = None  # the day of publication, when it is known; set with the mentions
        self.salient: list[str] = []  # countries of the article, the most mentioned first; set with the mentions
        self.named: frozenset[str] = frozenset()  # words of the names of people; set with the mentions
        for number, block in enumerate(article.blocks):
            if block.kind in READ_BLOCKS:
                self._read_block(block.kind, number, skip.get(block.start, block.start), block.end)
        self.words: list[Word] = [table.word(token.text) for token in self.tokens]
        self.keys: list[str] = [word.key for word in self.words]
        self._multi: dict[int, tuple[Match, ...]] = {}
        self._matches: dict[int, list[Match]] = {}
        for i, word in enumerate(self.words):
            if word.starts:
                longer = self._find_multi(i, word)
                if longer:
                    self._multi[i] = tuple(longer)
        head = self.sentences[:2]  # signs in the title and lead that the article is about a disaster, sport
        self.about = [x for s in head for x in self.classes(s.start, s.end) if x in _SUBJECTS]

    def _read_block(self, kind: str, number: int, start: int, end: int) -> None:
        # '#' of a hashtag says nothing about the words behind it.
        tokens = [t for t in tokenize(self.text, start, end) if t.text != "#"]
        offset = len(self.tokens)
        self.tokens += tokens
        for first, last in sentences(self.text, tokens):
            self.sentences.append(Sentence(offset + first, offset + last, kind, number, len(self.sentences)))

    def _find_multi(self, i: int, word: Word) -> list[Match]:
        found: list[Match] = []
        lengths, known = self.tables.lengths, self.tables.packed[0]  # the keys of all forms
        following = self.keys[i + 1 : i + max([lengths[start] for start, _ in word.starts])]
        for start, reading in word.starts:
            if reading.article and start == reading.core and following and following[0].startswith("ال"):
                continue  # الرئيس البرلمان is no رئيس البرلمان
            key = start
            for size, more in enumerate(following[: lengths[start] - 1], 2):
                key = f"{key} {more}"
                if key in known:
                    found += [Match(size, Ref(*raw), reading) for raw in self.tables.forms[key]]
        if len(found) > 1:
            found.sort(key=lambda m: -m.size)
        return found

    def multi(self, i: int) -> tuple[Match, ...]:
        """Forms of two or more words that begin at token i, the longest first."""
        return self._multi.get(i, ())

    def matches(self, i: int) -> list[Match]:
        """All forms that begin at token i, the longest first."""
        found = self._matches.get(i)
        if found is None:
            word = self.words[i]
            if word.singles is None:
                word.singles = tuple(Match(1, hit.ref, hit.reading) for hit in word.hits)
            found = self._matches[i] = [*self.multi(i), *word.singles]
        return found

    def classes(self, start: int, end: int) -> list[str]:
        """The classes of complement words of a range of tokens, each once, in order."""
        found: dict[str, None] = {}
        for word in self.words[start:end]:
            if "content" in word.families:
                if word.classes is None:
                    refs = [hit.ref for hit in word.hits if hit.ref.family == "content"]
                    word.classes = tuple([self.tables.content[ref.entry].id for ref in refs])
                found.update(dict.fromkeys(word.classes))
        return list(found)

    def token_at(self, offset: int) -> int:
        """The last token that begins at this code point or before it; -1 where none does."""
        return bisect_right(self.tokens, offset, key=_start) - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the tokens first to last, last included."""
        return self.tokens[first].start, self.tokens[last].end


def _start(token: Token) -> int:
    return token.start
