"""Processes that are killed, that hang, and that never start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec import structs
from store_tools import DEMO, add, content

from marsad.intake.items import Source
from marsad.store.problems import StoreError
from marsad.store.work import Task, Work
from marsad.store.workers import Workers

TEXT = "دعت النرويج آيسلندا اليوم الثلاثاء إلى الإفراج عن السفينة المحتجزة رقم {number}."


def task(number: int) -> Task:
    data = TEXT.format(number=number).encode()
    return Task(number=number, unread=Source(origin="o", place=str(number), doc="d", kind="text", data=data))


def processes(workers: Workers) -> list[subprocess.Popen[bytes]]:
    return [worker.process for worker in workers._workers]


def collect(workers: Workers) -> dict[int, Work]:
    found = {}
    while (work := workers.take(wait=True)) is not None:
        found[work.number] = work
    return found


def test_killed_workers_are_replaced(tmp_path: Path) -> None:
    workers = Workers(2)
    try:
        for number in range(8):
            workers.give(task(number))
        first = workers.take(wait=True)
        assert first is not None
        for process in processes(workers):
            os.kill(process.pid, signal.SIGKILL)
        found = collect(workers) | {first.number: first}
    finally:
        workers.close()
    assert sorted(found) == list(range(8))
    assert all(work.made is not None and work.made.coding is not None for work in found.values())


def test_a_worker_that_nobody_hears_ends_quietly() -> None:
    """Whoever started it was interrupted before it had loaded its data."""
    reader, writer = os.pipe()
    os.close(reader)
    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-m", "marsad.store.worker"], stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source},
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_same_words_are_coded_once_whoever_is_free() -> None:
    workers = Workers(3)
    order = [0, 0, 1, 1, 0, 2, 1, 2, 0]
    try:
        for number, words in enumerate(order):
            one = task(words)
            assert one.unread is not None
            workers.give(structs.replace(one, number=number, unread=structs.replace(one.unread, place=f"p{number}")))
        found = collect(workers)
    finally:
        workers.close()
    assert [n for n in sorted(found) if found[n].made is not None] == [order.index(words) for words in range(3)]
    assert len({work.id for work in found.values()}) == 3


def test_a_task_that_kills_every_worker_is_given_back() -> None:
    workers = Workers(1)
    try:
        workers.give(task(0))
        workers.give(task(1))
        for _ in range(3):
            worker = workers._workers[0]
            os.kill(worker.process.pid, signal.SIGSTOP)  # or it would be done too soon
            workers._results.put((worker, b""))  # it has said that it is ready
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.wait()
            time.sleep(0.1)
            given_back = workers.take(wait=False)
        assert given_back is not None and given_back.number == 0 and given_back.unread is not None
        assert "died 3 times" in given_back.unread.reason and "--retry" in given_back.unread.remedy
        assert list(collect(workers)) == [1]
    finally:
        workers.close()


def test_a_worker_that_hangs_is_stopped() -> None:
    workers = Workers(1, seconds=4.0)
    try:
        workers.give(task(0))
        os.kill(processes(workers)[0].pid, signal.SIGSTOP)
        found = collect(workers)
    finally:
        workers.close()
    assert found[0].made is not None  # the second process did it


def test_workers_that_cannot_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    workers = Workers(1)
    with pytest.raises(StoreError, match="--processes 0"):
        for number in range(30):
            workers.give(task(number))
            collect(workers)
    workers.close()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(StoreError, match="can be started"):
        Workers(1).give(task(0))


def test_workers_end_with_the_process_that_started_them() -> None:
    code = (
        "import os, signal; from marsad.store.workers import Workers; from test_store_workers import task;"
        "w = Workers(1); w.give(task(0)); w.take(True); print(w._workers[0].process.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})
    worker = int(done.stdout)
    for _ in range(50):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2]:
            return  # nobody has asked for its end in this container
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_an_ingest_whose_workers_are_killed_is_as_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "calm", DEMO)
    take, killed = Workers.take, []

    def deadly(self: Workers, wait: bool) -> Work | None:
        work = take(self, wait)
        if work is not None and len(killed) < 2 and self._workers:
            killed.append(self._workers[0].process.pid)
            os.kill(killed[-1], signal.SIGKILL)
        return work

    monkeypatch.setattr(Workers, "take", deadly)
    add(tmp_path / "killed", DEMO, processes=2)
    assert len(killed) == 2
    assert content(tmp_path / "killed") == content(tmp_path / "calm")
