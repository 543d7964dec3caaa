"""Watching feeds: new items once, conditional requests, and nothing lost when the watch ends in the middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from web import LEAD, MORE, Clock, Web, fetcher, html, item, page, rss

from marsad.intake.items import Source, Sources
from marsad.intake.memory import FileMemory
from marsad.intake.net import Fetcher, Limits
from marsad.intake.watch import Feed, Poll, read_feeds, watch_feeds
from marsad.outlets import load_outlets
from marsad.read import ReadError, ReadProblem

WHOLE = f"<p>{LEAD}</p><p>{MORE}</p>"
FEED = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def fetch() -> Fetcher:
    return fetcher(limits=Limits(delay=0))


def take(web: Web, fetch: Fetcher, memory: FileMemory) -> tuple[list[str], list[ReadProblem]]:
    """The places of one look at the feed, and the problems."""
    poll = Poll(Feed(url=web.url("/rss")), fetch, memory)
    found = list(poll.sources())
    poll.commit()
    return [x.place for x in found if isinstance(x, Source)], [x for x in found if isinstance(x, ReadProblem)]


def test_each_entry_comes_once_even_after_a_restart(web: Web, fetch: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "feeds.json"
    web.pages["/rss"] = (200, FEED, rss(item(1, web.url("/1"), WHOLE), item(2, web.url("/2"), WHOLE)))
    memory = FileMemory(path)
    assert take(web, fetch, memory) == (["g1", "g2"], [])
    assert take(web, fetch, memory) == ([], [])
    web.pages["/rss"] = (200, FEED, rss(item(3, web.url("/3"), WHOLE), item(2, web.url("/2"), WHOLE)))
    assert take(web, fetch, FileMemory(path)) == (["g3"], [])


def test_a_feed_that_has_not_changed_is_not_sent(web: Web, fetch: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "feeds.json"
    web.pages["/rss"] = (200, {**FEED, "ETag": '"1"'}, rss(item(1, web.url("/1"), WHOLE)))
    take(web, fetch, FileMemory(path))
    assert take(web, fetch, FileMemory(path)) == ([], [])
    assert web.headers[-1]["if-none-match"] == '"1"'


def test_what_was_not_taken_comes_again(web: Web, fetch: Fetcher, tmp_path: Path) -> None:
    """The watch is ended after the first entry: without the commit all comes again, and the feed is asked anew."""
    path = tmp_path / "feeds.json"
    web.pages["/rss"] = (200, {**FEED, "ETag": '"1"'}, rss(*(item(n, web.url(f"/{n}"), WHOLE) for n in (1, 2, 3))))
    poll = Poll(Feed(url=web.url("/rss")), fetch, FileMemory(path))
    next(poll.sources())
    assert not path.exists()
    poll = Poll(Feed(url=web.url("/rss")), fetch, FileMemory(path), lambda origin, place, stamp: place == "g1")
    assert [x.place for x in poll.sources() if isinstance(x, Source)] == ["g2", "g3"]
    poll.commit()
    assert take(web, fetch, FileMemory(path)) == ([], [])


def test_an_article_that_cannot_be_had_is_tried_three_times(web: Web, fetch: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "feeds.json"
    web.pages["/rss"] = (200, {**FEED, "ETag": '"1"'}, rss(item(1, web.url("/1")), item(2, web.url("/2"), WHOLE)))
    looks = [take(web, fetch, FileMemory(path)) for _ in range(4)]
    assert [(places, len(problems)) for places, problems in looks] == [(["g2"], 1), ([], 1), ([], 1), ([], 0)]
    assert web.asked.count("/1") == 3
    web.pages["/rss"] = (200, {**FEED, "ETag": '"2"'}, rss(item(4, web.url("/4"))))
    web.pages["/4"] = html(page())
    assert take(web, fetch, FileMemory(path)) == (["g4"], [])


def test_a_feed_that_fails_is_one_problem_with_its_address(web: Web, fetch: Fetcher) -> None:
    for answer in ((500, {}, b""), html(page()), (200, FEED, b"<rss></rss>")):
        web.pages["/rss"] = answer
        places, (problem,) = take(web, fetch, FileMemory())
        assert not places and (problem.file, problem.place) == (web.url("/rss"), "")


def test_a_memory_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "feeds.json"
    for data in (b"{", b"[]", b'{"a": 3}', b"\xff"):
        path.write_bytes(data)
        with pytest.raises(ReadError, match="delete it"):
            FileMemory(path)


# The round of feeds


def run(
    feeds: list[Feed],
    fetch: Fetcher,
    clock: Clock,
    until: Callable[[list[tuple[str, list[str]]]], bool] = lambda seen: False,
    once: bool = False,
) -> list[tuple[str, list[str]]]:
    """What each look gave, feed by feed, until a condition holds."""
    seen: list[tuple[str, list[str]]] = []

    def sink(feed: Feed, sources: Sources) -> None:
        found = [x.place if isinstance(x, Source) else f"! {x.reason}" for x in sources]
        seen.append((feed.url.rpartition("/")[2], found))
        if until(seen):
            raise KeyboardInterrupt

    watch_feeds(feeds, sink, fetcher=fetch, memory=FileMemory(), clock=clock, sleep=clock.sleep, once=once)
    return seen


def test_once_looks_at_every_feed_once(web: Web, fetch: Fetcher) -> None:
    web.pages["/a"] = (200, FEED, rss(item(1, web.url("/1"), WHOLE)))
    web.pages["/b"] = (200, FEED, rss(item(2, web.url("/2"), WHOLE)))
    clock = Clock()
    feeds = [Feed(url=web.url(path)) for path in ("/a", "/gone", "/b")]
    seen = run(feeds, fetch, clock, once=True)
    assert [name for name, _ in seen] == ["a", "gone", "b"]
    assert seen[0][1] == ["g1"] and seen[1][1][0].startswith("! ") and seen[2][1] == ["g2"]
    assert clock.slept == []


def test_each_feed_at_its_interval_and_one_that_fails_less_often(web: Web, fetch: Fetcher) -> None:
    web.pages["/a"] = (200, FEED, rss(item(1, web.url("/1"), WHOLE)))
    clock = Clock()
    times: list[tuple[str, float]] = []

    def stop(seen: list[tuple[str, list[str]]]) -> bool:
        times.append((seen[-1][0], clock.now - 1000.0))
        return len(seen) == 8

    feeds = [Feed(url=web.url("/a"), interval=100), Feed(url=web.url("/gone"), interval=100)]
    with pytest.raises(KeyboardInterrupt):
        run(feeds, fetch, clock, stop)
    assert times == [("a", 0), ("gone", 0), ("a", 100), ("a", 200), ("gone", 200), ("a", 300), ("a", 400), ("a", 500)]


# The file that names them


def feeds_in(tmp_path: Path, text: str) -> tuple[Feed, ...]:
    (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
    return read_feeds(tmp_path / "feeds.toml", load_outlets())


def test_the_file_of_feeds(tmp_path: Path) -> None:
    text = 'interval = 600\n[[feed]]\nurl = "https://a.example/rss"\n[[feed]]\noutlet = "rt_arabic"\ninterval = 60\n'
    assert feeds_in(tmp_path, text) == (
        Feed(url="https://a.example/rss", interval=600),
        Feed(url="https://arabic.rt.com/rss/", interval=60),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no feed"),
        ("[[feed", "feeds.toml"),
        ("[[feed]]\nurl = 3\n", "url"),
        ("[[feed]]\naddress = 'x'\n", "address"),
        ("[[feed]]\n", "neither url nor outlet"),
        ("[[feed]]\nurl = 'https://a.example'\noutlet = 'sana'\n", "both"),
        ("[[feed]]\nurl = 'a.example'\n", "feed 1: 'a.example' is no address"),
        ("[[feed]]\noutlet = 'nowhere'\n", "aljazeera"),
        ("[[feed]]\noutlet = 'sana'\n", "no feeds"),
        ("interval = 5\n[[feed]]\nurl = 'https://a.example'\n", "60 or more"),
        ("interval = nan\n[[feed]]\nurl = 'https://a.example'\n", "60 or more"),
    ],
)
def test_a_file_of_feeds_that_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReadError) as error:
        feeds_in(tmp_path, text)
    assert words in str(error.value) and "feeds.toml" in str(error.value)


def test_a_file_of_feeds_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_feeds(tmp_path / "none.toml", load_outlets())
