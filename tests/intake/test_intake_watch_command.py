"""marsad watch, whole: feeds of a server on this machine into a workspace, interrupted and started again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from web import Web, html, item, page, rss

LEAD = "دعت النرويج آيسلندا إلى الحوار بعد أن أغلقت موانئها أمام السفن، وقالت إنها ستحترم الاتفاق."
WHOLE = f"<p>{LEAD}</p><p>ووصل وزير الخارجية النرويجي إلى ريكيافيك صباح اليوم الثلاثاء.</p>"
FEED = {"Content-Type": "application/rss+xml"}


def command(folder: Path, *options: str) -> list[str]:
    words = [
        sys.executable,
        "-m",
        "marsad",
        "watch",
        str(folder / "feeds.toml"),
        "-w",
        str(folder / "w"),
        "--allow-private",
    ]
    return [*words, *options]


def watch(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command(folder, *options), capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def feeds(folder: Path, *urls: str) -> None:
    text = "".join(f'[[feed]]\nurl = "{url}"\n' for url in urls)
    (folder / "feeds.toml").write_text(text, encoding="utf-8")


def titles(folder: Path) -> list[str]:
    """The titles in the workspace, as marsad search finds them."""
    words = [sys.executable, "-m", "marsad", "search", "النرويج", "-w", str(folder / "w"), "--jsonl"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)
    return sorted(json.loads(line)["article"]["title"] for line in done.stdout.splitlines())


def test_new_articles_once_with_their_events(web: Web, tmp_path: Path) -> None:
    feeds(tmp_path, web.url("/rss"), web.url("/gone"))
    web.pages["/rss"] = (200, {**FEED, "ETag": '"1"'}, rss(item(1, "", WHOLE), item(2, web.url("/2"))))
    web.pages["/2"] = html(page("خبر من الصفحة", LEAD))
    done = watch(tmp_path, "--once")
    assert done.returncode == 3, done.stderr  # one feed is not there
    first, second = done.stdout.splitlines()
    assert "2026-03-10" in first and "خبر 1" in first and "REQUEST NOR>ISL" in first
    assert "خبر من الصفحة" in second
    assert f"{web.url('/gone')}: the server answers with status 404" in done.stderr
    again = watch(tmp_path, "--once")
    assert again.stdout == "" and web.asked.count("/2") == 1
    web.pages["/rss"] = (200, {**FEED, "ETag": '"2"'}, rss(item(3, "", WHOLE.replace("النرويج", "السويد"))))
    assert len(watch(tmp_path, "--once").stdout.splitlines()) == 1


def test_a_feed_that_is_read_is_no_failure_though_its_article_cannot_be_had(web: Web, tmp_path: Path) -> None:
    feeds(tmp_path, web.url("/rss"))
    web.pages["/rss"] = (200, FEED, rss(item(1, web.url("/closed"))))
    web.pages["/closed"] = (403, {}, b"")
    done = watch(tmp_path, "--once")
    assert done.returncode == 3 and "status 403; read it in a browser and save the page" in done.stderr


def test_an_interrupted_watch_goes_on(web: Web, tmp_path: Path) -> None:
    """Ended while the second article is being fetched: the first is there, and nothing comes twice."""
    feeds(tmp_path, web.url("/rss"))
    web.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 20\n")
    web.pages["/rss"] = (200, {**FEED, "ETag": '"1"'}, rss(item(1, "", WHOLE), item(2, web.url("/2"))))
    web.pages["/2"] = html(page("خبر من الصفحة", LEAD))
    running = subprocess.Popen(
        command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored under a shell in the background
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while "/rss" not in web.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)  # now it waits for its turn to ask for /2
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130 and "Traceback" not in err, err
    assert err.splitlines()[-1].startswith("marsad watch ") and "/2" not in web.asked
    web.pages["/robots.txt"] = (404, {}, b"")
    done = watch(tmp_path, "--once")
    assert done.returncode == 0, done.stderr
    lines = [*out.splitlines(), *done.stdout.splitlines()]
    assert sum("خبر 1" in line for line in lines) == 1 and sum("من الصفحة" in line for line in lines) == 1
    assert titles(tmp_path) == ["خبر 1", "خبر من الصفحة"]


def test_what_is_wrong_is_said_before_anything_is_fetched(web: Web, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[[feed]]\nurl = "nonsense"\n')
    done = watch(tmp_path, "--once")
    assert done.returncode == 2 and "is no address" in done.stderr and not (tmp_path / "w").exists()
    feeds(tmp_path, web.url("/gone"))
    assert watch(tmp_path, "--once").returncode == 1
    (tmp_path / "w" / "feeds.json").write_text("{")
    done = watch(tmp_path, "--once")
    assert done.returncode == 1 and "delete it" in done.stderr
    (tmp_path / "w" / "outlets").mkdir()
    (tmp_path / "w" / "outlets" / "mine.toml").write_text("domains = 3")
    done = watch(tmp_path, "--once")
    assert done.returncode == 1 and "mine.toml" in done.stderr
