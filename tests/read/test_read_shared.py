"""The page the project was asked for and 480 real articles; skipped where the shared material is absent."""

from __future__ import annotations

import json
from pathlib import Path

from article_checks import check_spans, kinds

from marsad.intake import read_path
from marsad.read import read_record, read_text
from marsad.read.cues import find_cue
from marsad.read.lines import split_lines
from marsad.types import Article


def of_kind(article: Article, kind: str) -> list[str]:
    return [text for found, text in kinds(article) if found == kind]


def test_the_page_the_project_was_asked_for(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_bytes().decode()
    expected = json.loads((shared / "seed" / "reading.json").read_bytes())
    article = read_text(text, "seed")
    assert article.text == text
    assert article.title is not None
    assert (article.title.text, article.title.start) == (
        expected["title"]["text"],
        expected["title"]["start"],
    )
    assert of_kind(article, "boilerplate") == expected["boilerplate"]
    assert of_kind(article, "caption") == expected["captions"]
    assert [span.text for span in article.agencies] == expected["sources"]
    (date,) = article.metadata.dates
    assert (date.date, date.source) == (expected["page_date"], "crawl_header")
    assert len(of_kind(article, "heading")) == 2
    assert text.index(of_kind(article, "lead")[0]) > text.index(expected["captions"][0])
    check_spans(article)


def test_the_first_line_of_every_gold_article_is_its_title(shared: Path) -> None:
    for path in sorted((shared / "gold" / "articles").glob("*.txt")):
        (article,) = read_path(path)
        assert isinstance(article, Article)
        assert article.title is not None and article.title.text == split_lines(article.text)[0].text
        coded = json.loads(path.with_suffix(".json").read_bytes())["events"]
        mentions = [mention["start"] for event in coded for mention in event["mentions"]]
        # No word that a careful reader coded stands in what is labelled as boilerplate.
        dropped = [b for b in article.blocks if b.kind in ("boilerplate", "sources", "credit", "page_date")]
        assert not [m for m in mentions for b in dropped if b.start <= m < b.end], path.name
        check_spans(article)


def test_what_is_labelled_in_the_corpus(shared: Path) -> None:
    found = taken = 0
    for line in (shared / "corpus" / "articles.jsonl").read_bytes().splitlines():
        record = json.loads(line)
        article = read_record(record, "x")
        assert article.title is not None and article.title.text == record["title"].strip()
        assert kinds(article)[1][0] in ("lead", "heading", "byline")
        assert read_text(article.text, article.doc).blocks == article.blocks
        # These pages end with five summaries of other stories each; no other page of the corpus does.
        summaries = record["outlet"] == "CNN" and record["published"] > "2018-06"
        found += 5 * summaries
        for block in article.blocks:
            text = article.text[block.start : block.end]
            if block.kind == "boilerplate" and len(text) > 90 and find_cue(split_lines(text)[0]) is None:
                assert summaries or len(text) <= 100, text
                taken += len(text) > 100 or summaries
    assert taken >= 0.8 * found
