"""Articles of nearly the same words: wire copy that several outlets print, shortened, retitled or continued.

An article is compared by its clauses: each clause of five words or more is one hash, and two articles that share
enough of them are copies, one of the other. Pure functions; nothing is merged.
"""

from __future__ import annotations

import hashlib
import re

from marsad.text.orthography import ascii_digits, fold
from marsad.text.tokens import tokenize
from marsad.types import Article

LEAST_WORDS = 5  # of a clause; shorter ones are set phrases that strangers share
_TOLD = frozenset({"title", "lead", "paragraph", "heading"})
_CLAUSE_END = re.compile(r"[.!?؟…؛،,:\n«»\"()]+")


def clause_keys(article: Article) -> tuple[int, ...]:
    """The hashes (signed, 64 bits) of the clauses of an article in the order of the text, each once."""
    keys: dict[int, None] = {}
    for block in article.blocks:
        if block.kind in _TOLD:
            for clause in _CLAUSE_END.split(article.text[block.start : block.end]):
                words = [fold(ascii_digits(t.text)) for t in tokenize(clause) if t.text[0].isalnum()]
                if len(words) >= LEAST_WORDS:
                    keys[_hash(words)] = None
    return tuple(keys)


def _hash(words: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
