"""How fast articles are coded: `python bench/throughput.py [CORPUS]`, CORPUS a JSONL file of articles.

Prints articles a second on one core, the milliseconds of single articles, the peak of memory, start-up times, and a
yardstick: a loop in plain Python timed in the same run, before and after, so that figures of different machines, or of
a machine that is busy, can be compared. Each figure is the best of a few rounds; other work on a machine only adds.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEFAULT = Path("../shared/corpus/articles.jsonl")
ROUNDS = 3  # over the corpus
STARTS = 5  # of each command
_SENTENCE = "دعت النرويج آيسلندا اليوم الثلاثاء إلى الإفراج عن السفينة."


def yardstick() -> float:
    """Seconds of processor time for half a million dictionary look-ups and string cuts, the best of five."""
    words = {f"كلمة{n}": n for n in range(1000)}
    keys = list(words)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        total = 0
        for n in range(500_000):
            total += words[keys[n % 1000]] + len(keys[n % 997][1:])
        best = min(best, time.process_time() - start)
    return best


def percentile(ordered: list[float], share: float) -> float:
    """The value below which a share of the ordered values lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def time_articles(path: Path) -> tuple[list[float], int, int]:
    """Seconds of processor time for each article (its best round), and how many characters and events they have."""
    from marsad.intake import read_path
    from marsad.pipeline import code_article
    from marsad.types import Article

    best: list[float] = []
    characters = events = 0
    for turn in range(ROUNDS):
        number = 0
        source = iter(read_path(path))
        while True:
            start = time.process_time()
            found = next(source, None)
            if found is None:
                break
            if not isinstance(found, Article):
                continue
            coding = code_article(found)
            spent = time.process_time() - start
            if turn == 0:
                best.append(spent)
                characters += len(found.text)
                events += len(coding.events)
            else:
                best[number] = min(best[number], spent)
            number += 1
    return best, characters, events


def time_command(arguments: list[str], environment: dict[str, str]) -> float:
    """Seconds on the clock for a run of the command line, the best of a few."""
    best = float("inf")
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "marsad", *arguments],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        best = min(best, time.perf_counter() - start)
    return best


def report_starts() -> None:
    """Print how long the command line takes to its help, and to its first coded article with and without cache."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(_SENTENCE, encoding="utf-8")
        environment = {**os.environ, "MARSAD_CACHE": str(Path(folder) / "cache")}
        code = ["code", str(article), "--format", "jsonl"]
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "marsad", *code],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        cold = time.perf_counter() - start
        print(f"start to --help                  {time_command(['--help'], environment):8.2f} s")
        print(f"start to first article           {time_command(code, environment):8.2f} s")
        print(f"  the first time (tables built)  {cold:8.2f} s")


def report_articles(path: Path) -> float:
    """Print speed and memory over a corpus; gives back the milliseconds of the mean article."""
    seconds, characters, events = time_articles(path)
    if not seconds:
        print(f"{path}: no article in it")
        return 0.0
    ordered = sorted(seconds)
    mean = sum(seconds) / len(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"articles                         {len(seconds):8d}")
    print(f"characters, mean                 {characters / len(seconds):8.0f}")
    print(f"events, mean                     {events / len(seconds):8.1f}")
    print(f"articles/s on one core           {1 / mean:8.1f}")
    print(f"characters/s on one core         {characters / sum(seconds):8.0f}")
    print(f"ms/article, mean                 {1000 * mean:8.1f}")
    for share in (0.5, 0.9, 0.99):
        print(f"ms/article, {100 * share:2.0f}th of 100         {1000 * percentile(ordered, share):8.1f}")
    print(f"ms/article, slowest              {1000 * ordered[-1]:8.1f}")
    print(f"peak memory, MB                  {peak:8.0f}")
    return 1000 * mean


def main(arguments: list[str]) -> int:
    """Measure on the corpus named, or the default; 0 also when it is absent."""
    path = Path(arguments[0]) if arguments else DEFAULT
    print(f"{platform.machine()}, Python {platform.python_version()}")
    report_starts()
    if not path.exists():
        print(f"{path}: not there, throughput not measured; give the path of a JSONL file of articles")
        return 0
    before = yardstick()
    mean = report_articles(path)
    after = yardstick()
    stick = 1000 * min(before, after)
    print(f"yardstick loop, ms               {stick:8.1f}   (before {1000 * before:.1f}, after {1000 * after:.1f})")
    print(f"mean article / yardstick         {mean / stick:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
