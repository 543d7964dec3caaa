"""A plain text read as an article: blocks label ranges of it, and not one character is changed."""

from __future__ import annotations

from marsad.outlets import Outlets
from marsad.read.build import build_article
from marsad.read.declared import find_outlet
from marsad.read.decode import repair_surrogates
from marsad.types import Article, Metadata

_NO_METADATA = Metadata()


def read_text(text: str, doc: str, metadata: Metadata = _NO_METADATA, outlets: Outlets | None = None) -> Article:
    """The article in a plain text; spans and blocks are code points of `text`, which stays as it is.

    Works for a page copied from a site and for clean text (title, then one paragraph a line). Only half
    characters (lone surrogates), which no file can hold, are replaced one for one.
    """
    return build_article(repair_surrogates(text), doc, metadata, outlet=find_outlet(metadata.url, outlets))
