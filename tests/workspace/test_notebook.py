"""What notebooks show: Arabic in its own direction, evidence marked, and nothing of an article taken as markup."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec import structs

import marsad
from marsad.types import Span
from marsad.workspace.html import marked_sentence

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "export"))

from samples import event, report

ALLOWED = {"div", "p", "b", "bdi", "span", "table", "thead", "tbody", "tr", "th", "td", "br", "em"}


class Checked(HTMLParser):
    """Collects tags and text; fails on tags that are not closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("what", ["workspace", "events", "articles", "quotes", "happenings"])
def test_what_is_shown(ws: marsad.Workspace, what: str) -> None:
    shown = {
        "workspace": ws, "events": ws.events(), "articles": ws.articles(), "quotes": ws.quotes(),
        "happenings": ws.events().happenings(),
    }[what]  # fmt: skip
    page = Checked(shown._repr_html_())
    assert {tag for tag, _ in page.tags} <= ALLOWED
    for _, attributes in page.tags:
        assert set(attributes) <= {"style", "dir", "lang"}
        style = attributes.get("style") or ""
        assert "url(" not in style
    arabic = [attributes for _, attributes in page.tags if attributes.get("lang") == "ar"]
    assert what == "workspace" or (arabic and all(a["dir"] == "rtl" for a in arabic))


def test_events_show_their_evidence(ws: marsad.Workspace) -> None:
    shown = ws.events(doc="02-wire", type="REJECT")._repr_html_()
    for hit in ws.events(doc="02-wire", type="REJECT"):
        words = hit.event.mentions[0].text
        assert re.search(rf'<span style="[^"]*background:#ffe08a80[^"]*">[^<]*{words[1:]}', shown)


def test_marks_take_no_room() -> None:
    shown = marked_sentence(event(), report(event()).kept.article)
    styles = " ".join(re.findall(r'style="([^"]*)"', shown))
    assert "background" in styles
    assert not re.search(r"padding|margin|border|inline-block|font|letter-spacing", styles)
    assert Checked(shown).text == "قالت وزارة الداخلية الآيسلندية إن طائرات نرويجية قصفت أمس الإثنين مستودعا في هوفن؛"


def test_text_is_never_markup() -> None:
    text = "عنوان\n<script>alert(1)</script> قصفت & \x00 <img src=x onerror=y> أمس الوزير حادث مؤسف"
    at = Span(start=text.index("قصفت"), end=text.index("قصفت") + 4, text="قصفت")
    hostile = structs.replace(event(place=None), mentions=(at,), actor=(), recipient=(), chain=(), date_span=None)
    shown = marked_sentence(hostile, report(hostile, text=text).kept.article)
    assert {tag for tag, _ in Checked(shown).tags} == {"span"}
    assert "<script>alert(1)</script>" in Checked(shown).text and "\x00" not in shown


def test_a_long_sentence_is_cut() -> None:
    text = "عنوان\nقصفت " + "كلمة " * 500 + " أمس الوزير حادث مؤسف"
    at = Span(start=6, end=10, text="قصفت")
    long = structs.replace(event(place=None), mentions=(at,), actor=(), recipient=(), chain=(), date_span=None)
    shown = Checked(marked_sentence(long, report(long, text=text).kept.article)).text
    assert len(shown) == 601 and shown.endswith("…")


def test_an_empty_query_shows_itself(ws: marsad.Workspace) -> None:
    nothing = ws.events(type="ASSAULT", actor="CHN")
    assert "0 events" in nothing._repr_html_() and Checked(ws.quotes(doc="zz")._repr_html_())
