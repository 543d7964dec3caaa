"""The page: complete, harmless, self-contained, and kind to Arabic letters."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from sample_coding import ARTICLE, CODING, TEXT, span

from marsad.types import Article, Block, Coding, Span
from marsad.view.labels import LANGS, Lang, load_labels
from marsad.view.page import contents_entry, contents_list, page_head, page_tail, render_html, render_section
from marsad.view.text_pane import TextPane

CSS = (Path(__file__).resolve().parents[2] / "src" / "marsad" / "view" / "page.css").read_text(encoding="utf-8")
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'</style><!-- &amp; \x00\x07\u202e]]>"
VOID = {"meta", "br", "base", "link", "img"}


class Reader(HTMLParser):
    """Collects tags, attributes and the text inside the article's body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.body: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in VOID:
            return
        self.open.append(tag)
        if self._depth or (tag == "div" and dict(attrs).get("class") == "body"):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.body.append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, key, value in self.attributes if key == name]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_the_whole_text_once(lang: Lang) -> None:
    reader = read(render_html(CODING, ARTICLE, lang))
    assert squeezed("".join(reader.body)) == squeezed(TEXT)


@pytest.mark.parametrize("lang", LANGS)
def test_labels_and_directions(lang: Lang) -> None:
    page = render_html(CODING, ARTICLE, lang)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
    assert '<div class="body" lang="ar" dir="rtl">' in page
    assert ("طلب: اجتماع" if lang == "ar" else "Request: meet") in page
    assert ("فرنسا ← مجلس الأمن" if lang == "ar" else "France → Security Council") in page


def test_events_show_chain_date_place_status_and_why_slots_are_empty() -> None:
    page = render_html(CODING, ARTICLE)
    for words in ("The Capital, France, town", "background", "announced", "2024-09-03", "0.91", "request.daa"):
        assert words in page
    assert "no doer is named" in page
    source = span("الوزارة")
    assert f'title="{source.start}–{source.end}">{source.text}' in page


def test_nothing_is_fetched_and_nothing_runs() -> None:
    reader = read(render_html(CODING, ARTICLE))
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(reader.tags)
    assert not [name for _, name, _ in reader.attributes if name.startswith("on") or name in ("src", "style")]
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = render_html(CODING, ARTICLE)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style and policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy[1]


def test_links_lead_to_places_on_the_page_and_ids_are_unique() -> None:
    reader = read(render_html(CODING, ARTICLE))
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    inside = [href for href in reader.values("href") if href.startswith("#")]
    assert inside and {href[1:] for href in inside} <= set(ids)


def test_only_web_addresses_become_links() -> None:
    assert 'href="https://example.org/a?b=1&amp;c=2"' in render_html(CODING, ARTICLE)
    metadata = structs.replace(ARTICLE.metadata, url="javascript:alert(1)")
    page = render_html(CODING, structs.replace(ARTICLE, metadata=metadata))
    assert "javascript:" not in "".join(read(page).values("href"))


def test_marks_do_not_cut_letters_apart() -> None:
    """In browsers only background and underline keep the letters of a word joined across a mark."""
    page = render_html(CODING, ARTICLE)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", page)
    marks = [body for selector, body in rules if re.search(r"\.w\b|\.e\d+[tarpdsfq]\b", selector)]
    assert len(marks) > 20
    allowed = {"background", "color", "text-decoration", "text-decoration-color", "text-decoration-skip-ink"}
    allowed |= {"text-underline-offset"}
    for body in marks:
        names = {part.split(":")[0].strip() for part in body.split(";") if part.strip()}
        assert names <= allowed, body


def test_a_mark_may_begin_inside_a_word() -> None:
    pane = TextPane(CODING, ARTICLE, load_labels("en"), "a1").html()
    assert 'مواقع</span> ب<span class="w e2p">العاصمة</span> وصفتها' in pane


def test_hostile_text_stays_text() -> None:
    text = f"{HOSTILE} دعت {HOSTILE}"
    article = Article(doc=HOSTILE, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    article = structs.replace(article, metadata=structs.replace(article.metadata, outlet=HOSTILE, url=HOSTILE))
    bad = span("دعت")
    bad = structs.replace(bad, start=0, end=len(text), text=HOSTILE)
    event = structs.replace(
        CODING.events[0], mentions=(bad,), date_basis=HOSTILE, rules=(HOSTILE,), reasons={"actor": HOSTILE}
    )
    event = structs.replace(event, actor=(structs.replace(event.actor[0], text=HOSTILE, name=None, country=HOSTILE),))
    published = structs.replace(CODING.published, basis=HOSTILE, date=HOSTILE)
    coding = structs.replace(CODING, doc=HOSTILE, title=bad, events=(event,), published=published)
    page = render_html(coding, article)
    reader = read(page)
    assert not {"script", "img"} & set(reader.tags)
    assert not [name for _, name, _ in reader.attributes if name.startswith("on")]
    assert page.count("</style>") == 1
    assert not {c for c in page if ord(c) < 32 and c != "\n"}
    assert "<script>alert(1)</script>" in "".join(reader.body)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_any_text_comes_back_from_the_page(text: str, start: int, size: int) -> None:
    first = CODING.events[0]
    event = structs.replace(first, mentions=(_clipped(text, start, size),), actor=(), recipient=(), date_span=None)
    coding = structs.replace(CODING, title=None, events=(event,), quotes=())
    article = Article(doc="x", text=text, blocks=())
    assert _seen("".join(read(render_html(coding, article)).body)) == _seen(text)


def _seen(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not c.isspace() and c != "\ufffd")


def _clipped(text: str, start: int, size: int) -> Span:
    start, end = min(start, len(text)), min(start + size, len(text))
    return structs.replace(span("دعت"), start=start, end=end, text=text[start:end])


def test_several_articles_share_a_page() -> None:
    labels = load_labels("en")
    contents = contents_list([contents_entry(CODING, n, labels) for n in (1, 2)], labels)
    sections = "".join(render_section(CODING, ARTICLE, labels, n) for n in (1, 2))
    reader = read(page_head("two", contents, 3, labels) + sections + page_tail())
    assert len(reader.values("id")) == len(set(reader.values("id")))
    assert {"#a1", "#a2"} <= set(reader.values("href"))


def test_an_article_without_events() -> None:
    coding = structs.replace(CODING, events=(), quotes=())
    assert "No events were found" in render_html(coding, ARTICLE)


def test_two_renderings_are_the_same() -> None:
    assert render_html(CODING, ARTICLE) == render_html(CODING, ARTICLE)


def test_a_page_of_many_events_stays_in_proportion() -> None:
    """Each card costs style; beyond the most that light up the page only grows by the cards themselves."""
    many = structs.replace(CODING, events=CODING.events * 200)
    assert len(_style_of(many)) < 250_000


def _style_of(coding: Coding) -> str:
    found = re.search(r"<style>(.*?)</style>", render_html(coding, ARTICLE), re.S)
    assert found
    return found[1]
