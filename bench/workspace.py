"""Speed and memory of a workspace: `python bench/workspace.py [ingest] [queries [N]] [CORPUS]`.

ingest: articles a second of `marsad add` on CORPUS with two processes, against two processes that only read and code
half of it each (the bare coder), by processor time and by the clock.
queries: a workspace of N (100,000) articles, recombined from the sentences of the bundled articles. Sentences are
coded once, in pieces of eight; an article takes one piece's coding with new days, outlets and countries, so the
queries work on a realistic number of different values while nothing has to be coded 100,000 times.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.store.interface import Reader
    from marsad.store.query import Query
    from marsad.store.records import Found, Hit

DEFAULT = Path("../shared/corpus/articles.jsonl")
DEMO = Path(__file__).resolve().parents[1] / "demo" / "articles"
_BARE = (
    "import sys\nfrom marsad.intake.open import open_items\nfrom marsad.pipeline import code_article\n"
    "for item in open_items([sys.argv[1]]):\n    code_article(item.article)\n"
)
_PIECES = 400  # codings that articles are made from
_BATCH = 500
_COUNTRIES = (
    "NOR", "ISL", "DZA", "EGY", "SYR", "YEM", "IRQ", "LBN", "TUN", "MAR", "SDN", "LBY", "SAU", "ARE", "QAT", "KWT",
    "OMN", "JOR", "PSE", "TUR", "IRN", "FRA", "DEU", "GBR",
)  # fmt: skip


def spent(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of processor time of all children, that something takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    run()
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench_ingest(corpus: Path) -> None:
    """Print the rate of an ingest against that of the bare coder."""
    lines = corpus.read_bytes().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as scratch:
        halves = [Path(scratch) / f"half{n}.jsonl" for n in range(2)]
        for number, half in enumerate(halves):
            half.write_bytes(b"".join(lines[number::2]))

        def bare() -> None:
            running = [subprocess.Popen([sys.executable, "-c", _BARE, str(half)]) for half in halves]
            for process in running:
                process.wait()

        def ingest() -> None:
            folder = Path(scratch) / f"w{time.perf_counter_ns()}"
            arguments = ["add", str(corpus), "-w", str(folder), "--processes", "2", "--quiet"]
            subprocess.run([sys.executable, "-m", "marsad", *arguments], check=True, stderr=subprocess.DEVNULL)

        rounds = [(spent(bare), spent(ingest)) for _ in range(3)]
    bare_clock, bare_time = (min(one[0][part] for one in rounds) for part in (0, 1))
    add_clock, add_time = (min(one[1][part] for one in rounds) for part in (0, 1))
    print(f"articles                              {len(lines):8d}")
    for name, clock, work in (("bare coder", bare_clock, bare_time), ("marsad add", add_clock, add_time)):
        print(f"{name}, two processes             {len(lines) / clock:8.1f} articles/s, {work:6.2f} s of work")
    print(f"ratio by the clock, by processor time {bare_clock / add_clock:8.2f} {bare_time / add_time:8.2f}")


def pieces() -> list[tuple[object, ...]]:
    """Articles of eight sentences of the bundled ones, with their codings."""
    from marsad.intake.open import open_items
    from marsad.pipeline import code_article
    from marsad.read import read_record
    from marsad.read.problems import ReadProblem
    from marsad.store.terms import words_of

    sentences = []
    for item in open_items([str(DEMO)]):
        if not isinstance(item, ReadProblem):
            sentences += [line.strip() for line in item.article.text.splitlines() if len(line.strip()) > 60]
    chosen = random.Random(1)
    found: list[tuple[object, ...]] = []
    for number in range(_PIECES):
        record: dict[str, object] = {"text": "\n".join(chosen.sample(sentences, 8)), "published": "2020-01-01"}
        article = read_record(record, f"p{number}")
        found.append((article, code_article(article), words_of(article)))
    return found


def additions(count: int) -> Iterator[list[object]]:
    """Batches of articles made from the pieces, with their own text, days, outlets and countries."""
    import msgspec

    from marsad.store.interface import Addition
    from marsad.store.records import Source
    from marsad.store.rows import rows_of
    from marsad.store.terms import Words
    from marsad.store.work import Made, article_id, pack
    from marsad.story.copies import Prints
    from marsad.types import Article, Coding

    made = pieces()
    chosen = random.Random(2)
    replace = msgspec.structs.replace
    batch: list[object] = []
    for number in range(count):
        article, coding, words = made[number % len(made)]
        assert isinstance(article, Article) and isinstance(coding, Coding) and isinstance(words, Words)
        more = f"خبر رقم {number}"
        words = replace(words, body=f"{words.body} {more}", exact=f"{words.exact} {more}")
        article = replace(article, doc=f"a{number}", text=f"{article.text}\n{more}")
        day = date(2018, 1, 1) + timedelta(days=int(chosen.random() ** 0.5 * 3000))
        swap = {code: chosen.choice(_COUNTRIES) for code in ("NOR", "ISL", "DZA", "EGY")}
        events = tuple(
            replace(
                event, id=f"{number:08x}{nr:08x}", date=day.isoformat(),
                **{
                    role: tuple(replace(e, country=swap.get(e.country or "", e.country)) for e in getattr(event, role))
                    for role in ("actor", "recipient", "chain")
                },
            )
            for nr, event in enumerate(coding.events)
        )  # fmt: skip
        published = replace(coding.published, date=day.isoformat())
        coding = replace(coding, doc=article.doc, events=events, published=published)
        hashes = [chosen.getrandbits(62) for _ in range(48)]
        source = Source(
            origin="synthetic", place=f"line {number}", doc=article.doc, url=f"https://news.example/{number}",
            outlet=f"outlet {int(chosen.random() ** 2 * 40)}", published=None, snapshot=None,
        )  # fmt: skip
        work = Made(
            article=pack(article), title=None, published=day.isoformat(), language="ar", words=words,
            prints=Prints(tuple(hashes[:24]), tuple(hashes[24:])), coding=pack(coding),
            coder=coding.versions.coder, data=coding.versions.data,
            rows=rows_of(coding),
        )  # fmt: skip
        batch.append(Addition(id=article_id(article), source=source, made=work))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def bench_queries(count: int, folder: Path) -> None:
    """Print how long queries take on a workspace of so many articles, which is made when it is not there."""
    from marsad.store.query import Party, Query
    from marsad.store.workspace import has_workspace, open_reader, open_store

    if not has_workspace(folder):
        store = open_store(folder)
        writing = 0.0
        for batch in additions(count):
            begun = time.process_time()
            store.add(batch)  # type: ignore[arg-type]
            writing += time.process_time() - begun
        store.close()
        print(f"written, ms of processor time an article  {1000 * writing / count:8.2f}")
    reader = open_reader(folder)
    summary = reader.summary()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"articles, events, MB                      {summary.articles:,} {summary.events:,} {size / 1e6:,.0f}")
    norway, iceland = Party(country="NOR"), Party(country="ISL")
    everything = Query(limit=50)
    events = {
        "all, newest": everything,
        "type": Query(types=("REQUEST",), limit=50),
        "type, actor, since": Query(types=("REQUEST",), actors=(norway,), since="2022", limit=50),
        "two actors or, recipient": Query(actors=(norway, iceland), recipients=(Party(sector="GOV"),), limit=50),
        "rare: type, country, outlet": Query(types=("AID",), countries=("EGY",), outlets=("outlet 39",), limit=50),
        "according to, status, month": Query(
            according_to=(norway,), statuses=("asserted",), since="2023-03", until="2023-03", limit=50
        ),
        "10,000 events further": Query(types=("CONSULT",), limit=50, offset=10_000),
        "two large sides that rarely meet": Query(actors=(iceland,), recipients=(norway,), limit=50),
        "in articles with a frequent word": Query(text="سفينة", limit=50),
        "… 300 events further": Query(text="سفينة", limit=50, offset=300),
        "… of a quarter of them, type, actor": Query(text="السلطات", types=("CONSULT",), actors=(norway,), limit=50),
    }
    facets = {
        "all": Query(),
        "type": Query(types=("REQUEST",)),
        "most frequent type, since": Query(types=("CONSULT",), since="2022"),
        "actor, type": Query(actors=(norway,), types=("REQUEST", "CONSULT")),
        "actor": Query(actors=(norway,)),
        "a month": Query(since="2023-03", until="2023-03"),
        "a year": Query(since="2023", until="2023"),
        "outlet": Query(outlets=("outlet 3",)),
        "status, background: most events": Query(statuses=("asserted",), historical=False),
        "status since a day: most events": Query(statuses=("asserted",), since="2020-05-13"),
        "in articles with a frequent word": Query(text="سفينة"),
    }
    searches = {
        "one word, best": Query(text="سفينة", order="relevance", limit=20),
        "two words, best": Query(text="سفينة الموانئ", order="relevance", limit=20),
        "one word, newest": Query(text="النرويج", order="newest", limit=20),
        "exact phrase": Query(text='"وزارة الخارجية"', order="relevance", limit=20),
        "rare": Query(text="77777", order="relevance", limit=20),
        "word, type, since": Query(text="سفينة", types=("REQUEST",), since="2023", order="newest", limit=20),
        "word, type, best": Query(text="سفينة", types=("CONSULT",), order="relevance", limit=20),
        "word, type, actor, best": Query(
            text="سفينة", types=("CONSULT",), actors=(norway,), limit=20, order="relevance"
        ),
    }
    report("page of 50 events (aim 50 ms)", {n: partial(run_events, reader, q) for n, q in events.items()})
    report("all facets (aim 150 ms)", {n: partial(reader.facets, q) for n, q in facets.items()})
    report("search, 20 articles (aim 150 ms)", {n: partial(run_search, reader, q) for n, q in searches.items()})
    report("how many a search finds", {n: partial(reader.count_articles, q) for n, q in searches.items()})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"peak memory of this process, MB           {peak:8.0f}")


def run_events(reader: Reader, query: Query) -> list[Hit]:
    """A page of events."""
    return list(reader.events(query))


def run_search(reader: Reader, query: Query) -> list[Found]:
    """A page of articles."""
    return list(reader.search(query))


def report(title: str, runs: dict[str, Callable[[], object]]) -> None:
    """Print the milliseconds of processor time and of the clock, the middle of five runs after one to warm up."""
    print(title)
    for name, run in runs.items():
        run()
        both = []
        for _ in range(5):
            begun, cpu = time.perf_counter(), time.process_time()
            run()
            both.append((time.process_time() - cpu, time.perf_counter() - begun))
        processor, clock = (sorted(one[part] for one in both)[2] for part in (0, 1))
        print(f"  {name:<40}{1000 * processor:8.1f} {1000 * clock:8.1f}")


def main(arguments: list[str]) -> int:
    """Run what is asked for, everything when nothing is."""
    corpus = next((Path(a) for a in arguments if a.endswith(".jsonl")), DEFAULT)
    count = next((int(a) for a in arguments if a.isdecimal()), 100_000)
    if "ingest" in arguments or "queries" not in arguments:
        bench_ingest(corpus) if corpus.exists() else print(f"{corpus}: not there; ingest not measured")
    if "queries" in arguments or "ingest" not in arguments:
        folder = os.environ.get("MARSAD_BENCH")
        if folder:
            bench_queries(count, Path(folder))
        else:
            with tempfile.TemporaryDirectory() as scratch:
                bench_queries(count, Path(scratch) / "w")
    return 0


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    sys.exit(main(sys.argv[1:]))
