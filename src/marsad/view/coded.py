"""A coding together with the article it was read from, as the Python API hands it out."""

from __future__ import annotations

import html

import msgspec

from marsad.types import Article, Coding
from marsad.view.labels import Lang, load_labels
from marsad.view.page import render_html
from marsad.view.text import describe, plain


class Coded(Coding, frozen=True, dict=True):
    """A Coding that keeps its article, so that it can be shown with its evidence; its record is that of a Coding."""

    @property
    def article(self) -> Article:
        """The article as it was read; all spans are offsets into its text."""
        found = self.__dict__.get("article")
        if not isinstance(found, Article):
            raise AttributeError("this coding has lost its article; join them with with_article(coding, article)")
        return found

    @property
    def text(self) -> str:
        """The text that the spans point into."""
        return self.article.text

    def to_json(self) -> str:
        """The record as one line of JSON, the same as `marsad code --format jsonl` prints."""
        return msgspec.json.encode(self).decode()

    def to_html(self, lang: Lang = "en") -> str:
        """A self-contained page: the article with its evidence marked and the events beside it."""
        return render_html(self, self.article, lang)

    def to_text(self, lang: Lang = "en") -> str:
        """The lines that `marsad code` prints."""
        return "\n".join(plain(line) for line in describe(self, load_labels(lang)))

    def _repr_html_(self) -> str:
        """For notebooks: the page in a frame of its own, which keeps its style apart from the notebook's."""
        page = html.escape(render_html(self, self.article, framed=True), quote=True)
        frame = 'sandbox="" style="width:100%;height:38rem;border:1px solid #8886;border-radius:6px"'
        return f'<iframe title="marsad" {frame} srcdoc="{page}"></iframe>'

    def __repr__(self) -> str:
        day = self.published.date
        return f"Coded({self.doc!r}, published={day!r}, events={len(self.events)}, quotes={len(self.quotes)})"

    def __copy__(self) -> Coded:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        return _restore, (fields, self.article)


def with_article(coding: Coding, article: Article) -> Coded:
    """The coding, keeping the article it was read from."""
    return _restore({name: getattr(coding, name) for name in coding.__struct_fields__}, article)


def _restore(fields: dict[str, object], article: Article) -> Coded:
    coded = Coded(**fields)  # type: ignore[arg-type]
    coded.__dict__["article"] = article
    return coded
