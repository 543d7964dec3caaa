"""What holds for every coding, on the demo articles: true spans, stable ids, the same bytes on every run."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from coding_checks import DEMO, check_coding, demo_articles, demo_coding, spans_of
from marsad.pipeline import code_article
from marsad.types import Article, Event, Metadata

DOCS = sorted(demo_articles())
SOURCES = Path(__file__).resolve().parents[1] / "src"


def in_fresh_process(folder: Path, seed: str, **more: str) -> bytes:
    """The records of the demo articles as a process of its own writes them."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONHASHSEED": seed, **more}
    command = [sys.executable, "-m", "marsad", "code", str(folder), "--format", "jsonl"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("doc", DOCS)
def test_demo_article(doc: str) -> None:
    check_coding(demo_articles()[doc], demo_coding(doc))


def test_coding_leaves_nothing_to_the_collector() -> None:
    """So it may rest in commands and workers: what coding leaves behind is freed without it."""
    code_article(demo_articles()[DOCS[0]])
    gc.collect()
    gc.disable()
    try:
        for doc in DOCS[:4]:
            code_article(demo_articles()[doc])
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_rests_when_it_is_told_to() -> None:
    program = "import gc; from marsad.pipeline import rest_collector; rest_collector(); print(*gc.get_threshold())"
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert int(done.stdout.split()[0]) > 700  # as Python starts; this process may rest already


def test_the_checks_can_fail() -> None:
    """A coding held against the text of another article breaks the first of them."""
    with pytest.raises(AssertionError):
        check_coding(demo_articles()["02-wire"], demo_coding("01-page-copy"))


def test_every_part_of_a_coding_points_at_words() -> None:
    """Spans stand in title, dates, agencies, events, chains, places, quotations, framing and times."""
    paths = {path for doc in DOCS for path, *_ in spans_of(demo_coding(doc))}
    for part in (".title", ".agencies", ".mentions", ".actor", ".recipient", ".place", ".date_span", ".chain"):
        assert any(part in path for path in paths), part
    for part in (".quotes", ".speaker", ".framing", ".times", ".candidates", ".constraints", ".byline"):
        assert any(part in path for path in paths), part


@pytest.mark.parametrize("doc", DOCS)
def test_coding_twice_is_the_same(doc: str) -> None:
    again = code_article(demo_articles()[doc])
    assert msgspec.json.encode(again) == msgspec.json.encode(demo_coding(doc))


def test_the_order_of_articles_does_not_matter() -> None:
    backwards = {doc: code_article(demo_articles()[doc]) for doc in reversed(DOCS)}
    assert backwards == {doc: demo_coding(doc) for doc in DOCS}


def test_fresh_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """With another hash seed, with compiled tables out of a cache, built for it, or without a cache."""
    cache = str(tmp_path / "cache")
    first = in_fresh_process(DEMO, "1", MARSAD_CACHE=cache)  # builds the tables
    assert first.count(b"\n") == len(DOCS)
    assert in_fresh_process(DEMO, "2", MARSAD_CACHE=cache) == first  # reads them
    assert in_fresh_process(DEMO, "3", MARSAD_CACHE="off", LC_ALL="C", TZ="Pacific/Kiritimati") == first
    here = {doc: msgspec.json.encode(demo_coding(doc)) for doc in DOCS}
    assert set(first.splitlines()) == set(here.values())


@pytest.mark.parametrize("doc", DOCS)
def test_ids_do_not_depend_on_name_or_day(doc: str) -> None:
    """An event keeps its id when its file is renamed; ids are not shared between articles."""
    article = demo_articles()[doc]
    renamed = code_article(msgspec.structs.replace(article, doc="another name"))
    assert [e.id for e in renamed.events] == [e.id for e in demo_coding(doc).events]
    others = {e.id for other in DOCS if other != doc for e in demo_coding(other).events}
    assert not others & {e.id for e in demo_coding(doc).events}


def test_a_given_day_moves_the_dates_and_nothing_else() -> None:
    """The published day decides what "yesterday" is; who did what does not change with it."""
    article = demo_articles()["04-windows-1256"]
    days = [_coded_on(article, day) for day in ("2026-03-10", "2026-03-17")]
    for one, other in zip(*days, strict=True):
        assert (one.id, one.type, one.actor, one.recipient) == (other.id, other.type, other.actor, other.recipient)
    assert [e.date for e in days[0]] != [e.date for e in days[1]]


def _coded_on(article: Article, day: str) -> tuple[Event, ...]:
    metadata = msgspec.structs.replace(article.metadata, published=day)
    return code_article(msgspec.structs.replace(article, metadata=metadata)).events


def test_articles_without_a_day_have_no_invented_dates() -> None:
    """No day of publication, no page date: events have only the dates that the text states by itself."""
    text = "دعت النرويج آيسلندا أمس إلى الإفراج عن السفينة.\nوكانت آيسلندا قد أدانت احتجاز السفينة في 3 مارس 2026.\n"
    from marsad.read import read_text

    coding = code_article(read_text(text, "undated", Metadata()))
    assert coding.published.date is None
    assert {event.date for event in coding.events} <= {None, "2026-03-03"}
