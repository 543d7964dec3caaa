"""Pages of events and articles with words, frequent and rare, new and old, against a plain look at all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from msgspec import structs

from marsad.read import read_record
from marsad.store.interface import Addition
from marsad.store.query import Order, Query
from marsad.store.records import Source
from marsad.store.rows import rows_of
from marsad.store.sqlite.write import SqliteStore
from marsad.store.terms import words_of
from marsad.store.work import Made, article_id, pack
from marsad.store.workspace import open_store
from marsad.types import Coding, Event, Published, Span, Versions

SIZE = 240
BEGIN = date(2024, 1, 1)
TYPES = ("AID", "REQUEST")
# Which articles have a word, by the number of the article; days are by and large in the order of the numbers.
WORDS: dict[str, Callable[[int], bool]] = {
    "سفينة": lambda n: n % 10 != 3,
    "ميناء": lambda n: n % 2 == 0,
    "قطار": lambda n: n < SIZE // 2,
    "مطار": lambda n: n % 40 == 7,
    "جسر": lambda n: n >= SIZE - 12 or n < 30,
}


def event_of(number: int, nr: int, chosen: random.Random) -> Event:
    day = BEGIN + timedelta(days=number // 3 + chosen.randrange(5))
    return Event(
        id=f"{number:08x}{nr:08x}", type=chosen.choice(TYPES), mode=(), context=(), cameo="01", quad="vc", score=0.0,
        goldstein=0.0, mentions=(Span(start=0, end=1, text="x"),), actor=(), recipient=(), place=None,
        date=chosen.choice([day.isoformat()] * 9 + [None]), date_span=None, date_basis="", status="asserted",
        historical=False, chain=(), framing=(), confidence=0.5, rules=(), reasons={},
    )  # fmt: skip


def addition(number: int, chosen: random.Random) -> Addition:
    words = " ".join(word for word, has in WORDS.items() if has(number))
    published = (BEGIN + timedelta(days=number // 3)).isoformat()
    read = read_record({"text": f"خبر رقم {number}. {words}", "published": published}, f"a{number}")
    coding = Coding(
        doc=f"a{number}", title=None, published=Published(date=published), blocks=(), byline=None, agencies=(),
        events=tuple(event_of(number, nr, chosen) for nr in range(chosen.choice((0, 1, 2, 4)))), quotes=(),
        framing=(), times=(), versions=Versions(coder="1", data="1"),
    )  # fmt: skip
    made = Made(
        article=pack(read), title=None, published=published, language="ar", words=words_of(read), coding=pack(coding),
        coder="1", data="1", rows=rows_of(coding),
    )  # fmt: skip
    source = Source(
        origin="o", place=f"line {number}", doc=f"a{number}", url=None, outlet=None, published=None, snapshot=None
    )
    return Addition(id=article_id(read), source=source, made=made)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    made = open_store(tmp_path_factory.mktemp("pages") / "w")
    chosen = random.Random(5)
    additions = [addition(number, chosen) for number in range(SIZE)]
    made.add(additions)
    yield made
    made.close()


@pytest.mark.parametrize("tried", [0, 5, 20])
@pytest.mark.parametrize("ahead", [1, 10])
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("types", [(), ("AID",)])
def test_a_page_is_what_going_through_all_gives(
    store: SqliteStore, word: str, types: tuple[str, ...], ahead: int, tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.store.sqlite.pages._TRIED", tried)
    monkeypatch.setattr("marsad.store.sqlite.pages._AHEAD", ahead)
    having = {f"a{n}" for n in range(SIZE) if WORDS[word](n)}
    orders: tuple[Order, ...] = ("newest", "oldest")
    for order in orders:
        query = Query(types=types, order=order)
        events = [h.event.id for h in store.events(query) if h.article.doc in having]
        articles = [f.article.doc for f in store.search(query) if f.article.doc in having]
        assert events and articles and len(events) < store.count()
        for limit, offset in ((1, 0), (7, 0), (7, 5), (20, 60), (150, 0), (0, 3), (50, 100_000)):
            page = structs.replace(query, text=word, limit=limit, offset=offset)
            assert [h.event.id for h in store.events(page)] == events[offset : offset + limit]
            assert [f.article.doc for f in store.search(page)] == articles[offset : offset + limit]
    assert store.count(Query(types=types, text=word)) == len(events)
    assert store.count_articles(Query(types=types, text=word)) == len(articles)


def test_a_page_with_a_frequent_word_asks_of_few_articles(store: SqliteStore) -> None:
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    list(store.events(Query(text="سفينة", limit=10)))
    store.connection.set_trace_callback(None)
    looks = [select for select in asked if "words MATCH" in select]
    assert 4 <= len(looks) <= 30
    assert all("rowid =" in select for select in looks)


def test_few_articles_are_asked_in_vain_for_a_rare_word(store: SqliteStore) -> None:
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    list(store.events(Query(text="مطار", limit=10)))
    store.connection.set_trace_callback(None)
    assert sum("words MATCH" in select for select in asked) <= 30
