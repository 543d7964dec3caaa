"""Searching: spelling, clitics, exact words, words that must not be there, and hostile searches."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from store_tools import add, write_jsonl

from marsad.store.problems import QueryError
from marsad.store.query import Order, Party, Query
from marsad.store.sqlite.read import SqliteReader
from marsad.store.terms import read_search
from marsad.store.workspace import open_reader

TEXTS = {
    "a": "زار أحمد الكريمي مدينة القاهرة يوم الاثنين والتقى مسؤولين في وزارة الري.",
    "b": "قال احمد سالم إن السفينة وصلت، وبالقاهرة اجتمع الوفدان من دون نتيجة تذكر.",
    "c": "أعلنت الحكومة أن مُحَمَّد الزين وبلنتوس سيحضران جلسة ١٢٣ في البرلمان غدا.",
    "d": "تراجع سعر القمح في أسواق أوروبا للأسبوع الثالث، بحسب ما ذكرته الوزارة أمس.",
}
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest", "read")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> SqliteReader:
    folder = tmp_path_factory.mktemp("search")
    records = [{"id": key, "text": text} for key, text in TEXTS.items()]
    add(folder / "w", write_jsonl(folder / "texts.jsonl", records))
    return open_reader(folder / "w")


@pytest.mark.parametrize(
    ("words", "docs"),
    [
        ("أحمد", "ab"), ("احمد", "ab"), ('"أحمد"', "a"), ('"احمد"', "b"),
        ("القاهرة", "ab"), ("قاهره", "ab"), ('"القاهرة"', "a"),
        ("محمد", "c"), ("بلنتوس", "c"), ("123", "c"), ("١٢٣", "c"),
        ("القمح أوروبا", "d"), ("القمح القاهرة", ""), ("القاهرة -السفينة", "a"), ('القاهرة -"احمد سالم"', "a"),
        ('"وصلت وبالقاهرة"', "b"), ('"احمد سالم إن"', "b"), ('"سالم احمد"', ""), ("وزارة", "ad"),
        ("كلمة-غائبة", ""), ('القمح" OR "احمد', ""), ("NEAR(القمح)", ""), ("title:القمح", ""), ("القمح*", "d"),
    ],
)  # fmt: skip
def test_search(reader: SqliteReader, words: str, docs: str) -> None:
    for order in ("relevance", "read"):
        found = reader.search(Query(text=words, order=order))  # type: ignore[arg-type]
        assert "".join(sorted(one.article.doc for one in found)) == docs
    assert reader.count_articles(Query(text=words)) == len(docs)


def test_snippets_mark_the_words(reader: SqliteReader) -> None:
    (found,) = reader.search(Query(text="وزارة القاهرة", order="relevance"))
    (snippet,) = found.snippets
    text = TEXTS["a"]
    assert text[snippet.start : snippet.end] == snippet.text
    assert [text[start:end] for start, end in snippet.marks] == ["القاهرة", "وزارة"]


@pytest.mark.parametrize("words", ["", "   ", "-القمح", '""', "!؟،", '"'])
def test_a_search_without_a_word(words: str) -> None:
    with pytest.raises(QueryError, match="names no word"):
        read_search(words)


def test_a_title_weighs_more(tmp_path: Path) -> None:
    fill = "اجتمع الوفدان في المدينة صباح الاثنين لبحث مسائل الصيد والحدود والتجارة بينهما. "
    records = [
        {"id": "body", "title": "لقاء جديد بين الوفدين", "text": fill * 3 + "ووصلت القافلة بعد ذلك إلى المرفأ."},
        {"id": "title", "title": "القافلة تصل إلى المرفأ", "text": fill * 3 + "وغادر الجميع بعد ذلك."},
        *({"id": f"x{n}", "text": fill + f"وهذا خبر رقم {n}."} for n in range(5)),
    ]
    add(tmp_path / "w", write_jsonl(tmp_path / "t.jsonl", records))
    reader = open_reader(tmp_path / "w")
    found = list(reader.search(Query(text="القافلة", order="relevance")))
    assert [one.article.doc for one in found] == ["title", "body"]
    assert found[0].score > found[1].score > 0


def test_what_matches_is_found_with_events(demo: SqliteReader) -> None:
    found = {one.article.id for one in demo.search(Query(text="سفينة", order="newest"))}
    hits = {hit.article.id for hit in demo.events(Query(text="سفينة"))}
    assert hits and hits <= found
    threats = {one.article.id for one in demo.search(Query(text="سفينة", types=("THREATEN",), order="newest"))}
    assert threats == {hit.article.id for hit in demo.events(Query(text="سفينة", types=("THREATEN",)))}


def test_events_and_days_narrow_a_search_in_every_order(demo: SqliteReader, monkeypatch: pytest.MonkeyPatch) -> None:
    every = {order: _docs(demo, Query(text="النرويج", order=order)) for order in ORDERS}
    hits = demo.events(Query(types=("REQUEST",), recipients=(Party(country="NOR"),)))
    having = {hit.article.doc for hit in hits}
    days = {found.article.doc: found.article.published or "" for found in demo.search(Query(text="النرويج"))}
    for few in (10_000, 0):  # few events are gathered, of many those of each article are looked at
        monkeypatch.setattr("marsad.store.sqlite.chosen._FEW", few)
        for order, docs in every.items():
            query = Query(
                text="النرويج", types=("REQUEST",), recipients=(Party(country="NOR"),), since="2026-03-11", order=order
            )
            wanted = [doc for doc in docs if doc in having and days[doc] >= "2026-03-11"]
            assert len(wanted) > 1 and _docs(demo, query) == wanted
            assert _docs(demo, structs.replace(query, limit=1, offset=1)) == wanted[1:2]
            assert demo.count_articles(query) == len(wanted)
    assert len(list(demo.reports(Query(text="النرويج")))) == len(days)


def _docs(reader: SqliteReader, query: Query) -> list[str]:
    return [found.article.doc for found in reader.search(query)]


def test_whoever_stops_reading_may_close_the_workspace(tmp_path: Path) -> None:
    texts = [f"دعت النرويج آيسلندا اليوم إلى الحوار رقم {n}." for n in range(5)]
    add(tmp_path / "w", write_jsonl(tmp_path / "a.jsonl", texts))
    reader = open_reader(tmp_path / "w")
    begun = [reader.events(Query(types=("REQUEST",))), reader.search(Query(text="الحوار", order="relevance"))]
    for results in begun:
        next(results)
    reader.close()
    for results in begun:
        results.close()  # type: ignore[attr-defined]
