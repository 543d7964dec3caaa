"""Kill -9 at random moments: `python bench/kill.py [KILLS] [CORPUS]`, CORPUS a JSONL file of articles.

An ingest of the corpus is killed again and again, each time at a random moment, and started anew until it has come to
its end; then its workspace is compared with that of an undisturbed ingest, row by row, times left out. A round ends
when an ingest survives; rounds go on until there have been KILLS kills (50). Exit status 0 when all are equal.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workspace_content import content

DEFAULT = Path("../shared/corpus/articles.jsonl")


def start(corpus: Path, folder: Path) -> subprocess.Popen[bytes]:
    """An ingest in a process group of its own."""
    arguments = [sys.executable, "-m", "marsad", "add", str(corpus), "-w", str(folder), "--quiet"]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def articles(folder: Path) -> int:
    """How many articles a workspace has."""
    from marsad.store.problems import StoreError
    from marsad.store.workspace import open_reader

    try:
        reader = open_reader(folder)
    except StoreError:
        return 0
    try:
        return reader.summary().articles
    finally:
        reader.close()


def main(arguments: list[str]) -> int:
    """Run the trial."""
    wanted = int(arguments[0]) if arguments else 50
    corpus = Path(arguments[1]) if len(arguments) > 1 else DEFAULT
    if not corpus.exists():
        print(f"{corpus}: not there; give the path of a JSONL file of articles")
        return 0
    moments = random.Random(50)
    with tempfile.TemporaryDirectory() as scratch:
        calm = Path(scratch) / "calm"
        begun = time.monotonic()
        start(corpus, calm).communicate()
        whole = time.monotonic() - begun
        expected = content(calm)
        print(f"undisturbed: {len(expected['articles'])} articles, {len(expected['events'])} events, {whole:.1f} s")
        kills = rounds = 0
        while kills < wanted:
            rounds += 1
            folder = Path(scratch) / f"round{rounds}"
            at: list[int] = []
            # More kills than an ingest takes seconds, so that they fall early, late and into the start as well.
            while kills < wanted and len(at) < 10:
                process = start(corpus, folder)
                begun = time.monotonic()
                try:
                    process.wait(moments.uniform(0.05, whole / 3))
                    if not at:  # the machine was busier when the undisturbed ingest was timed
                        whole = min(whole, time.monotonic() - begun)
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    kills += 1
                    at.append(articles(folder))
            last = start(corpus, folder)
            last.communicate()
            equal = last.returncode == 0 and content(folder) == expected
            print(f"round {rounds}: killed with {at} articles written; {'equal' if equal else 'DIFFERENT'}", flush=True)
            if not equal:
                return 1
    print(f"{kills} kills in {rounds} rounds; every workspace equals the undisturbed one")
    return 0


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    sys.exit(main(sys.argv[1:]))
