"""Declarations of outlets: the shipped ones read their pages right, wrong ones say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.outlets import OutletError, load_outlets
from marsad.outlets.load import SHIPPED
from marsad.read import read_html, read_record, read_text
from marsad.read.outlet_check import check_outlet
from marsad.types import Metadata

NAMES = [outlet.id for outlet in load_outlets().all]
DECLARED = """
domains = ["nahr.example"]
country = "NOR"
boilerplate = ["تابعوا النهر على المنصات", "نشرة النهر المسائية…"]
[name]
ar = "النهر"
en = "The River"
"""
LEAD = "قالت حكومة نوردا إن القوات انسحبت من التلال صباح اليوم بعد اتفاق مع الطرف الآخر."
MORE = "وأضافت أن السكان سيعودون إلى القرى خلال أيام، وأن المدارس ستفتح في بداية الأسبوع."


@pytest.mark.parametrize("name", NAMES)
def test_the_saved_page_is_read_as_expected(name: str) -> None:
    outlet = next(outlet for outlet in load_outlets().all if outlet.id == name)
    assert outlet.expect is not None and outlet.page is not None
    assert check_outlet(outlet) == []


def test_every_shipped_outlet_has_a_page_and_every_page_an_outlet() -> None:
    assert {path.stem for path in (SHIPPED / "pages").glob("*.html")} == set(NAMES)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.aljazeera.net/news/1", "aljazeera"),
        ("http://aljazeera.net", "aljazeera"),
        ("https://www.bbc.com/arabic/articles/x", "bbc_arabic"),
        ("https://www.bbc.com/news/x", None),
        ("https://www.bbc.com/arabicfood", None),
        ("https://notaljazeera.net/news", None),
        ("https://aljazeera.net.example/news", None),
        ("https://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_an_outlet_is_found_by_its_domain(url: str | None, name: str | None) -> None:
    found = load_outlets().find(url)
    assert (found.id if found else None) == name


def declare(folder: Path, text: str = DECLARED, page: str | None = None) -> Path:
    (folder / "nahr.toml").write_text(text, encoding="utf-8")
    if page is not None:
        (folder / "nahr.html").write_text(page, encoding="utf-8")
    return folder


def test_a_users_declaration_is_used_for_pages_records_and_texts(tmp_path: Path) -> None:
    outlets = load_outlets(declare(tmp_path))
    url = "https://nahr.example/1"
    lines = f"{LEAD}\n{MORE}\nتابعوا النهر على المنصات\nنشرة النهر المسائية تصلكم كل يوم في الثامنة"
    page = "<html><body><article><h1>اتفاق على الحدود</h1>" + "".join(f"<p>{x}</p>" for x in lines.split("\n"))
    for article in (
        read_html(page.encode(), "a", url, outlets=outlets),
        read_record({"text": lines, "url": url}, "a", outlets),
        read_text(lines, "a", Metadata(url=url), outlets),
    ):
        assert (article.metadata.outlet, article.metadata.outlet_country) == ("النهر", "NOR")
        marked = [article.text[b.start : b.end] for b in article.blocks if b.kind == "boilerplate"]
        assert "تابعوا النهر على المنصات" in marked
    without = read_record({"text": lines, "url": "https://other.example/1"}, "a", outlets)
    assert without.metadata.outlet is None
    assert not [b for b in without.blocks if "المسائية" in without.text[b.start : b.end] and b.kind == "boilerplate"]


def test_a_record_keeps_the_outlet_it_names(tmp_path: Path) -> None:
    outlets = load_outlets(declare(tmp_path))
    article = read_record({"text": LEAD, "url": "https://nahr.example/1", "outlet": "نهر الشمال"}, "a", outlets)
    assert (article.metadata.outlet, article.metadata.outlet_country) == ("نهر الشمال", "NOR")


SELECTED = (
    DECLARED
    + """
[[selectors]]
until = "2019-12-31"
body = "div.old"
[[selectors]]
since = "2020-01-01"
body = "div.new"
title = "h2.head"
lead = "p.intro"
author = "b.by"
date = "i.day"
remove = ["ul.more"]
"""
)


def page_of(kind: str, day: str) -> str:
    return f"""<html><head><meta property="article:published_time" content="{day}"></head><body><h1>النهر</h1>
<h2 class="head">اتفاق على الحدود</h2><p class="intro">{LEAD}</p><b class="by">سامي الهاشم</b>
<i class="day">12 مارس 2026</i>
<div class="{kind}"><p>{MORE}</p><ul class="more"><li>خبر آخر عن المدرسة الجديدة في القرية</li></ul></div>
<div class="other"><p>{"هذه فقرة طويلة ليست من الخبر. " * 12}</p></div></body></html>"""


def test_selectors_are_tried_first_and_only_in_their_time(tmp_path: Path) -> None:
    outlets = load_outlets(declare(tmp_path, SELECTED))
    url = "https://nahr.example/1"
    new = read_html(page_of("new", "2026-03-12").encode(), "a", url, outlets=outlets)
    assert new.text.split("\n") == ["اتفاق على الحدود", "سامي الهاشم", LEAD, MORE]
    assert new.byline is not None and new.byline.text == "سامي الهاشم"
    assert ("visible", "2026-03-12") in [(d.source, d.date) for d in new.metadata.dates]
    old = read_html(page_of("old", "2018-03-12").encode(), "a", url, outlets=outlets)
    assert MORE in old.text and "ليست من الخبر" not in old.text
    # Out of their time, and without a match, the extractor reads the page.
    for kind, day in (("new", "2018-03-12"), ("else", "2026-03-12")):
        assert "ليست من الخبر" in read_html(page_of(kind, day).encode(), "a", url, outlets=outlets).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("domains = [", "TOML"),
        (DECLARED.replace("country", "land"), "land"),
        (DECLARED.replace('"NOR"', '"Norway"'), "'Norway' is no code"),
        (DECLARED.replace("nahr.example", "https://nahr.example/"), "no host"),
        (DECLARED.replace('["nahr.example"]', "[]"), "at least one"),
        (DECLARED.replace('en = "The River"', 'en = ""'), "English"),
        ('feeds = ["nahr.example/rss"]' + DECLARED, "no address"),
        (DECLARED.replace("تابعوا النهر على المنصات", "قال"), "too short"),
        (DECLARED + '[[selectors]]\nbody = "div["\n', "CSS"),
        (DECLARED + '[[selectors]]\nbody = "p"\nremove = ["::"]\n', "remove"),
        (DECLARED + '[[selectors]]\nsince = "2024-01-01"\n', "selects nothing"),
        (DECLARED + '[[selectors]]\nbody = "p"\nsince = "2024-02-30"\n', "no day"),
        (DECLARED + '[[selectors]]\nbody = "p"\nsince = "2024-02-03"\nuntil = "2024-02-01"\n', "before it begins"),
        (DECLARED + '[expect]\nurl = "https://nahr.example"\ntitle = ""\nlead = ""\n', "there is no page"),
    ],
)
def test_a_wrong_declaration_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(OutletError, match=r"nahr\.toml") as error:
        load_outlets(declare(tmp_path, text))
    assert words in str(error.value)


def test_a_page_needs_an_expectation(tmp_path: Path) -> None:
    with pytest.raises(OutletError, match=r"\[expect\]"):
        load_outlets(declare(tmp_path, DECLARED, "<html></html>"))


def test_what_is_read_otherwise_than_expected_is_named(tmp_path: Path) -> None:
    expect = f'[expect]\nurl = "https://nahr.example/1"\ntitle = "غيره"\nlead = "{LEAD}"\nparagraphs = 3\n'
    declare(
        tmp_path, DECLARED + expect, f"<html><body><h1>اتفاق على الحدود</h1><p>{LEAD}</p><p>{MORE}</p></body></html>"
    )
    outlet = next(o for o in load_outlets(tmp_path).all if o.id == "nahr")
    problems = check_outlet(outlet)
    assert [problem.split(":")[0] for problem in problems] == ["title", "paragraphs"]
