"""Addresses, feeds and lists as inputs: what stands there is read, and only what was asked for is fetched."""

from __future__ import annotations

import gzip
from pathlib import Path

from intake_samples import samples
from web import LEAD, MORE, Web, fetcher, html, item, page, rss

from marsad.intake import Item, open_items
from marsad.intake.net import Limits
from marsad.read import ReadProblem

FEED = {"Content-Type": "application/rss+xml"}


def read(*paths: str, **options: object) -> tuple[list[Item], list[ReadProblem]]:
    options.setdefault("fetcher", fetcher(limits=Limits(delay=0)))
    found = list(open_items(paths, **options))  # type: ignore[arg-type]
    return [x for x in found if isinstance(x, Item)], [x for x in found if isinstance(x, ReadProblem)]


def test_a_page_at_an_address(web: Web) -> None:
    web.pages["/news/border.html"] = html(page())
    (found,), problems = read(web.url("/news/border.html"))
    assert not problems and (found.origin, found.place) == (web.url("/news/border.html"), "")
    assert found.article.doc == "border" and found.article.metadata.url == web.url("/news/border.html")
    assert found.raw == page().encode()
    assert [d.source for d in found.article.metadata.dates] == ["fetched"]


def test_the_charset_that_only_the_server_tells(web: Web) -> None:
    text = f"<html><body><article><h1>Titre</h1><p>{'été à Genève, ' * 20}</p></article></body></html>"
    web.pages["/a"] = (200, {"Content-Type": "text/html; charset=iso-8859-15"}, text.encode("iso-8859-15"))
    (found,), _ = read(web.url("/a"))
    assert "été à Genève" in found.article.text


def test_private_addresses_need_to_be_allowed(web: Web) -> None:
    web.pages["/a"] = html(page())
    found, (problem,) = read(web.url("/a"), fetcher=None)
    assert not found and problem.file == web.url("/a") and "--allow-private" in problem.remedy
    (_,), problems = read(web.url("/a"), fetcher=None, allow_private=True)
    assert not problems


def test_a_feed_at_an_address_with_the_pages_it_links_to(web: Web) -> None:
    whole = item(1, web.url("/1"), f"<p>{LEAD}</p><p>{MORE}</p>")
    web.pages["/rss"] = (200, FEED, rss(whole, item(2, web.url("/2")), item(3, web.url("/3"))))
    web.pages["/2"] = html(page("خبر ثان"))
    found, (problem,) = read(web.url("/rss"))
    assert [x.place for x in found] == ["g1", "g2"]
    assert found[1].article.title is not None and found[1].article.title.text == "خبر ثان"
    assert ("2026-03-10", "meta:feed") in [(d.date, d.source) for d in found[1].article.metadata.dates]
    assert found[1].article.metadata.outlet == "النهر"
    assert (problem.file, problem.place) == (web.url("/rss"), "g3") and "404" in problem.reason
    assert "/1" not in web.asked


def test_a_feed_that_says_it_is_a_page(web: Web) -> None:
    web.pages["/rss"] = html(rss(item(1, "", f"<p>{LEAD}</p>")))
    (found,), _ = read(web.url("/rss"))
    assert found.place == "g1"


def test_what_is_done_is_not_fetched_again(web: Web) -> None:
    web.pages["/rss"] = (200, FEED, rss(item(1, web.url("/1")), item(2, web.url("/2"))))
    for number in (1, 2):
        web.pages[f"/{number}"] = html(page())
    found, _ = read(web.url("/rss"), done=lambda origin, place, stamp: place == "g1")
    assert [x.place for x in found] == ["g2"] and "/1" not in web.asked
    found, problems = read(web.url("/2"), done=lambda origin, place, stamp: origin.endswith("/2"))
    assert not found and not problems and web.asked.count("/2") == 1


def test_a_list_of_addresses(web: Web, tmp_path: Path) -> None:
    web.pages["/1"] = html(page())
    web.pages["/all.warc.gz"] = (200, {"Content-Type": "application/octet-stream"}, samples()["a.warc.gz"])
    web.pages["/a.csv.gz"] = (200, {"Content-Type": "text/csv"}, gzip.compress(samples()["a.csv"]))
    lines = ["# list", web.url("/1"), "nonsense", web.url("/gone"), web.url("/all.warc.gz"), web.url("/a.csv.gz")]
    (tmp_path / "list.txt").write_text("\n".join(lines))
    found, problems = read(str(tmp_path / "list.txt"), fetch=True)
    assert [x.place for x in found][:2] == ["line 2", "line 5, byte 0"] and len(found) == 6
    assert found[-1].place == "line 6, row 3"
    assert [p.place for p in problems] == ["line 3", "line 4"]
    assert {x.origin for x in found} == {str(tmp_path / "list.txt")}


def test_a_sitemap_and_an_index_of_sitemaps(web: Web) -> None:
    web.pages["/index.xml"] = (
        200, {"Content-Type": "text/xml"}, "<?xml version='1.0'?><sitemapindex><sitemap>"
        f"<loc>{web.url('/map.xml')}</loc></sitemap><sitemap><loc>{web.url('/index.xml')}</loc></sitemap></sitemapindex>".encode(),
    )  # fmt: skip
    web.pages["/map.xml"] = (
        200, {"Content-Type": "text/xml"}, "<?xml version='1.0'?><urlset><url>"
        f"<loc>{web.url('/a?x=1&amp;y=2')}</loc></url></urlset>".encode(),
    )  # fmt: skip
    web.pages["/a?x=1&y=2"] = html(page())
    found, problems = read(web.url("/index.xml"))
    assert {x.article.metadata.url for x in found} == {web.url("/a?x=1&y=2")}
    assert problems and all("too deeply" in p.reason for p in problems)  # the index that names itself


def test_an_address_that_holds_something_else(web: Web) -> None:
    web.pages["/a"] = (200, {"Content-Type": "application/zip"}, b"PK\3\4")
    web.pages["/b"] = html("<html><body></body></html>")
    web.pages["/c"] = (200, {"Content-Type": "text/plain"}, b"")
    for path, words in (("/a", "application/zip"), ("/b", "no article"), ("/c", "empty")):
        found, (problem,) = read(web.url(path))
        assert not found and words in problem.reason and problem.file == web.url(path)
