"""HTML pages: body, title, lead, byline, captions, and dates with their evidence; hostile pages."""

from __future__ import annotations

import json

import pytest
from article_checks import check_spans, kinds
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.read import ReadError, read_html
from marsad.types import Article

TITLE = "نوردا تسحب قواتها من التلال الشمالية"
PARAGRAPHS = [
    "قالت حكومة نوردا إن القوات انسحبت من التلال صباح اليوم بعد اتفاق مع الطرف الآخر برعاية دول الجوار.",
    "وأضافت أن السكان سيعودون إلى القرى خلال أيام، وأن لجنة مشتركة ستراقب وقف إطلاق النار في الوادي.",
    "ورحبت سارين بالخطوة، لكنها طالبت بضمانات مكتوبة وبإشراف دولي على المعابر الواقعة على الحدود.",
    "وكانت المواجهات قد اندلعت قبل شهرين وأدت إلى نزوح آلاف السكان من القرى القريبة من خط التماس.",
]
LEAD = "أنهى انسحاب القوات من التلال الشمالية شهرين من المواجهات بين نوردا وسارين على جانبي الحدود المشتركة."
NAV = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/w'>العالم</a></li></ul></nav>"


def page(head: str = "", above: str = "", between: str = "", body: str = "", title: str = TITLE) -> bytes:
    """A page of an invented outlet; the pieces go into its head, above the title and around its text."""
    text = body or "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{title} - صحيفة الميزان</title>{head}</head>"
        f"<body>{NAV}{above}<main><article><h1>{title}</h1>{between}{text}</article></main>"
        "<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    ).encode()


def linked_data(**fields: object) -> str:
    data = json.dumps({"@type": "NewsArticle", **fields}, ensure_ascii=False)
    return f'<script type="application/ld+json">{data}</script>'


def dates(article: Article) -> list[tuple[str, str]]:
    return [(date.date, date.source) for date in article.metadata.dates if date.rejected is None]


def test_title_and_paragraphs() -> None:
    article = read_html(page(), "p")
    assert kinds(article) == [
        ("title", TITLE),
        ("lead", PARAGRAPHS[0]),
        *(("paragraph", p) for p in PARAGRAPHS[1:]),
    ]
    assert article.text == "\n".join([TITLE, *PARAGRAPHS])
    assert article.metadata.language == "ar"
    check_spans(article)


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("", "<h1>الميزان</h1>"),
        (
            f'<meta property="og:title" content="{TITLE} | الميزان"><meta property="og:site_name" content="الميزان">',
            "",
        ),
        (f'<meta property="og:title" content="الميزان - {TITLE}">', "<h1>أخبار العالم</h1>"),
        (linked_data(headline=TITLE), ""),
    ],
)
def test_the_title_is_the_heading_that_the_page_names_elsewhere(head: str, above: str) -> None:
    article = read_html(page(head, above), "p")
    assert article.title is not None and article.title.text == TITLE


def test_a_title_without_a_heading_loses_the_name_of_the_site() -> None:
    data = (
        page('<meta property="og:site_name" content="صحيفة الميزان">')
        .replace(b"<h1>", b"<div>")
        .replace(b"</h1>", b"</div>")
    )
    article = read_html(data, "p")
    assert article.title is not None and article.title.text == TITLE
    assert article.metadata.outlet == "صحيفة الميزان"


def test_headings_captions_and_links_in_the_body() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
        f"<h2>ضمانات من سارين على المعابر</h2><p>{PARAGRAPHS[2]}</p>"
        "<figure><img src='a.jpg'><figcaption>جنود على الطريق إلى التلال - رويترز</figcaption></figure>"
        f"<p>اقرأ أيضا: البرلمان يناقش قانون المياه</p><p>{PARAGRAPHS[3]}</p>"
    )
    found = kinds(read_html(page(body=body), "p"))
    assert ("heading", "ضمانات من سارين على المعابر") in found
    assert ("boilerplate", "اقرأ أيضا: البرلمان يناقش قانون المياه") in found
    assert found.index(("caption", "جنود على الطريق إلى التلال - رويترز")) < found.index(("paragraph", PARAGRAPHS[3]))


def test_a_caption_printed_twice_is_kept_once() -> None:
    caption = "جنود على الطريق إلى التلال الشمالية"
    body = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>" + "".join(
        f"<p>{p}</p>" for p in [PARAGRAPHS[0], caption, *PARAGRAPHS[1:]]
    )
    found = kinds(read_html(page(body=body), "p"))
    assert [kind for kind, text in found if text == caption] == ["caption"]


def test_a_lead_that_stands_outside_the_body_is_found_by_the_description() -> None:
    head = f'<meta property="og:description" content="{LEAD[:90]}...">'
    body = (
        f'<div class="b-lead"><span>{LEAD}</span></div><div class="text">'
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
        + "</div>"
    )
    found = kinds(read_html(page(head, body=body), "p"))
    assert found[1] == ("lead", LEAD)
    assert [text for _, text in found].count(LEAD) == 1


@pytest.mark.parametrize(
    ("head", "between", "byline"),
    [
        (
            linked_data(author={"@type": "Person", "name": "سامي الهاشم"}),
            "<span>سامي الهاشم</span>",
            "سامي الهاشم",
        ),
        ("", '<span class="author-name">ليلى منصور</span>', "ليلى منصور"),
        ('<meta name="author" content="رئيس التحرير">', "", None),  # named in the data, not shown
        ('<meta name="author" content="https://example.org/logo.png">', "<span>logo.png</span>", None),
    ],
)
def test_the_author_is_one_the_page_shows(head: str, between: str, byline: str | None) -> None:
    article = read_html(page(head, between=between), "p")
    assert (article.byline.text if article.byline else None) == byline
    check_spans(article)


# Traps seen on real pages, in sentences of our own.
DATED = [
    (linked_data(datePublished="2020-12-25T01:59:50+02:00"), "", [("2020-12-25", "jsonld")]),
    (
        linked_data(datePublished="2020-12-25").replace("}</script>", "} ;var x=1</script>"),
        "",
        [("2020-12-25", "jsonld")],
    ),
    (
        '<meta property="article:published_time" content="الأربعاء، 07 أكتوبر 2020 - 12:09 م">'
        '<meta name="creation_date" content="10-Nov-2000">',
        "",
        [("2020-10-07", "meta:article:published_time")],
    ),
    (
        "",
        '<span property="dc:date">الجمعة 8 فيفري 2019</span>',
        [("2019-02-08", "meta:dc:date"), ("2019-02-08", "visible")],
    ),
    (
        '<link rel="canonical" href="https://example.org/2013/middle_east/8/3/x/">',
        "",
        [("2013-08-03", "url")],
    ),
    ("", '<time datetime="2021-05-02T10:00:00Z">2 مايو</time>', [("2021-05-02", "time")]),
    ("", "<time>٠٢:٠٠</time>", []),
    ("", "<span>تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً</span>", [("2020-04-24", "visible")]),
    ('<meta name="date" content="2019">', "", [("2019", "meta:date")]),
    ("", "", []),
]


@pytest.mark.parametrize(("head", "between", "expected"), DATED)
def test_dates_with_their_evidence(head: str, between: str, expected: list[tuple[str, str]]) -> None:
    article = read_html(page(head, between=between), "p")
    assert dates(article) == expected
    assert all(date.raw for date in article.metadata.dates)


def test_the_date_in_the_masthead_is_the_day_of_the_crawl() -> None:
    article = read_html(page(above="<div><span>الأحد 3 مارس 2024</span></div>"), "p")
    assert dates(article) == [("2024-03-03", "crawl_header")]


def test_a_weekday_that_contradicts_its_date_is_shown_as_rejected() -> None:
    article = read_html(page(between="<span>الثلاثاء 3 مارس 2024</span>"), "p")
    (date,) = article.metadata.dates
    assert date.date == "2024-03-03" and date.rejected is not None


@pytest.mark.parametrize(
    ("head", "fetched", "url"),
    [
        ('<link rel="canonical" href="https://example.org/a">', None, "https://example.org/a"),
        ('<link rel="canonical" href="/a">', "https://example.org/b?x=1", "https://example.org/a"),
        (
            '<meta property="og:url" content="https://www.example.org/a">',
            "https://example.org/b",
            "https://www.example.org/a",
        ),
        (
            '<meta property="og:url" content="http://10.0.0.7/a">',
            "https://example.org/b",
            "https://example.org/b",
        ),
        (
            '<meta property="og:url" content="https://other.net/a">',
            "https://example.org/b",
            "https://example.org/b",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', None, None),
        ("", None, None),
    ],
)
def test_the_address_of_the_page(head: str, fetched: str | None, url: str | None) -> None:
    assert read_html(page(head), "p", fetched).metadata.url == url


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1", "utf-8", ""])
def test_a_page_in_windows_1256_whatever_it_declares(declared: str) -> None:
    meta = f"<meta charset='{declared}'>" if declared else ""
    data = page().decode().replace("<meta charset='utf-8'>", meta).encode("cp1256")
    assert kinds(read_html(data, "p"))[0] == ("title", TITLE)


def test_a_page_with_a_damaged_byte_is_still_read() -> None:
    article = read_html(page().replace("سارين".encode(), b"\xd8\xff", 1), "p")
    assert kinds(article)[0] == ("title", TITLE) and "\ufffd" in article.text


def test_scripts_are_neither_run_nor_kept() -> None:
    article = read_html(page(between="<script>document.title='x'</script><img src=x onerror='alert(1)'>"), "p")
    assert "alert" not in article.text and "document" not in article.text


def test_a_short_page_keeps_its_one_paragraph() -> None:
    found = kinds(read_html(page(body=f"<p>{PARAGRAPHS[0]}</p>"), "p"))
    assert found == [("title", TITLE), ("lead", PARAGRAPHS[0])]


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<html><body><nav>menu</nav></body></html>", b"<" * 20000])
def test_a_page_without_an_article(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_html(data, "p")


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<h1>",
    "</h1>",
    "<table><tr><td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href='",
]
PIECES = st.one_of(
    st.sampled_from([*TAGS, *PARAGRAPHS, TITLE, "&#x627;", "&#0;", "&#xD800;", "<![CDATA[", '"', ">"]),
    st.text(max_size=10),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    data = "".join(pieces).encode("utf-8", "ignore")
    try:
        article = read_html(data, "any")
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        check_spans(article)
        assert article == read_html(data, "any")
