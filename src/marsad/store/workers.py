"""Processes that code, started as programs of their own and fed through pipes.

A pool of `multiprocessing` hangs when a worker is killed. Here a killed worker is seen at once: another is started and
gets its tasks again; a task on which three have died is given back as a problem.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

import msgspec

from marsad.read.problems import ReadProblem
from marsad.store.problems import StoreError
from marsad.store.work import Task, Work, do_work
from marsad.store.worker import READY, Kept, read_frame, write_frame

QUEUED = 4  # tasks a worker holds, so that it never waits for the next
_TRIES = 3  # of a task on which a worker dies
SECONDS = 300.0  # a task may take; the slowest article of 480 took a fifth of a second
_STARTS_LOST = 5  # workers in a row that end before they are ready, after which the pool gives up
_DIED = "the process that coded it died {times} times (killed, or out of memory)"
_TRY_AGAIN = "try it again with: marsad errors --retry"
_SLOW = "coding took longer than {seconds:.0f} seconds"


class _Worker:
    """One process, the tasks it has, and the two threads that talk with it."""

    def __init__(self, results: queue.Queue[tuple[_Worker, bytes | None]], folder: Path | None) -> None:
        package = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(part for part in (package, os.environ.get("PYTHONPATH", "")) if part)
        self.tasks: deque[Task] = deque()
        self.since = time.monotonic()  # the oldest task has been with it
        self.ready = False
        self.slow = False
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "marsad.store.worker", *([str(folder)] if folder else [])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )  # fmt: skip
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(results,), daemon=True).start()
        threading.Thread(target=self._send, daemon=True).start()

    def give(self, task: Task) -> None:
        """Hand it a task; when it is dead the task stays with it and comes back with its end."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        self._frames.put(msgspec.msgpack.encode(task))

    def stop(self) -> None:
        """End it at once."""
        self._frames.put(None)
        self.process.kill()
        self.process.wait()

    def _send(self) -> None:
        """In a thread of its own: a process that hangs does not read, and must not stop this one."""
        pipe = self.process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError, ValueError):
            while (frame := self._frames.get()) is not None:
                write_frame(pipe, frame)
        with contextlib.suppress(OSError, ValueError):
            pipe.close()

    def _listen(self, results: queue.Queue[tuple[_Worker, bytes | None]]) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        with contextlib.suppress(OSError, ValueError):
            while (frame := read_frame(pipe)) is not None:
                results.put((self, frame))
            pipe.close()
        results.put((self, None))


class Workers:
    """Takes tasks and gives back work, in any order. With no processes the work is done here, when it is asked for.

    `folder` is the workspace the work is for: articles that are there already are not coded again.
    """

    def __init__(self, processes: int, seconds: float = SECONDS, folder: str | Path | None = None) -> None:
        self._folder = Path(folder) if folder is not None else None
        self._kept = Kept(self._folder)
        self._wanted = processes
        self._seconds = seconds
        self._results: queue.Queue[tuple[_Worker, bytes | None]] = queue.Queue()
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._words: dict[int, bytes] = {}  # of tasks that have not come back: what they are to read
        self._deaths: Counter[int] = Counter()
        self._lost = 0
        self._decode: Callable[[bytes], Work] = msgspec.msgpack.Decoder(Work).decode

    @property
    def busy(self) -> int:
        """How many tasks have been given and not come back."""
        return len(self._waiting) + sum(len(worker.tasks) for worker in self._workers)

    @property
    def room(self) -> bool:
        """Whether another task would be begun soon."""
        return self.busy < max(1, self._wanted * QUEUED)

    def give(self, task: Task) -> None:
        """Take a task."""
        self._words[task.number] = words_of_task(task)
        self._waiting.append(task)
        self._hand_out()

    def take(self, wait: bool) -> Work | None:
        """A piece of work that is done; None when there is none (with `wait`: when no task is out)."""
        while self.busy:
            if self._wanted == 0:
                if not wait:
                    return None
                self._words.pop(self._waiting[0].number, None)
                return do_work(self._waiting.popleft(), self._kept)
            try:
                worker, frame = self._results.get(timeout=1.0) if wait else self._results.get_nowait()
            except queue.Empty:
                self._stop_slow()
                if not wait:
                    return None
                continue
            work = self._buried(worker) if frame is None else self._done(worker, frame)
            self._hand_out()
            if work is not None:
                return work
        return None

    def close(self) -> None:
        """End all processes; tasks that are out are lost."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()
        self._waiting.clear()
        self._words.clear()
        self._kept.close()

    def _hand_out(self) -> None:
        while self._waiting and self._wanted:
            twin = self._twin(self._waiting[0])
            if twin is not None:
                twin.give(self._waiting.popleft())
                continue
            free = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
            if (free is None or free.tasks) and len(self._workers) < self._wanted:
                free = self._start()
            if free is None or len(free.tasks) >= QUEUED:
                return
            free.give(self._waiting.popleft())

    def _twin(self, task: Task) -> _Worker | None:
        """The worker that has the same words to read: it codes them once, where two would code them twice."""
        words = self._words.get(task.number)
        twins = (worker for worker in self._workers for other in worker.tasks if self._words.get(other.number) == words)
        return next(twins, None)

    def _start(self) -> _Worker:
        try:
            worker = _Worker(self._results, self._folder)
        except OSError as error:
            raise StoreError(
                f"no process for coding can be started ({error.strerror})", "run it with --processes 0"
            ) from error
        self._workers.append(worker)
        return worker

    def _done(self, worker: _Worker, frame: bytes) -> Work | None:
        if frame == READY:
            worker.ready = True
            worker.since = time.monotonic()
            self._lost = 0
            return None
        work = self._decode(frame)
        if not worker.tasks or worker.tasks[0].number != work.number:
            return None  # of a worker that was stopped meanwhile
        worker.tasks.popleft()
        self._words.pop(work.number, None)
        worker.since = time.monotonic()
        return work

    def _buried(self, worker: _Worker) -> Work | None:
        """A worker has ended: its tasks are done again, but for one on which workers keep dying."""
        if worker not in self._workers:
            return None
        self._workers.remove(worker)
        worker.stop()
        self._lost += not worker.ready
        tasks = list(worker.tasks)
        worker.tasks.clear()
        given_up: Work | None = None
        if tasks and worker.ready:
            self._deaths[tasks[0].number] += 1
            times = self._deaths[tasks[0].number]
            if times >= _TRIES:
                why = _SLOW.format(seconds=self._seconds) if worker.slow else _DIED.format(times=times)
                given_up = _given_up(tasks.pop(0), why)
                self._words.pop(given_up.number, None)
        self._waiting.extendleft(reversed(tasks))
        if self._lost >= _STARTS_LOST:
            raise StoreError(
                f"the processes that code end as soon as they start (exit status {worker.process.returncode})",
                "run it with --processes 0 to see why",
            )
        return given_up

    def _stop_slow(self) -> None:
        for worker in self._workers:
            if worker.tasks and time.monotonic() - worker.since > self._seconds:
                worker.slow = True
                worker.process.kill()


def words_of_task(task: Task) -> bytes:
    """A hash of what a task is to read; tasks of equal words may still have different hashes (other markup)."""
    digest = hashlib.blake2b(digest_size=16)
    if task.unread is None:
        digest.update(task.article.text.encode("utf-8", "surrogatepass") if task.article is not None else b"")
    elif task.unread.kind == "record":
        for field in ("title", "text"):
            digest.update(str(task.unread.fields.get(field, "")).encode("utf-8", "surrogatepass") + b"\0")
    else:
        digest.update(task.unread.data)
    return digest.digest()


def _given_up(task: Task, why: str) -> Work:
    """What is said of a task on which workers die. It is not tried in this process, which must not die of it."""
    origin, place = (task.unread.origin, task.unread.place) if task.unread is not None else ("", "")
    problem = ReadProblem(file=origin, place=place, reason=why, remedy=_TRY_AGAIN)
    return Work(number=task.number, unread=problem)
