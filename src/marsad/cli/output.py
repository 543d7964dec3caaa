"""Where codings go: text for people, JSON for programs, a page for reading."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import msgspec

from marsad.cli.problems import Fatal, ReaderGone
from marsad.export.pending import pending

if TYPE_CHECKING:
    from rich.console import Console

    from marsad.types import Article, Coding
    from marsad.view.labels import Lang
    from marsad.view.text import Line


class Sink:
    """Bytes to a file, or to standard output when the path is None or "-"."""

    def __init__(self, path: str | None, option: str) -> None:
        self.path = None if path == "-" else path
        try:
            self._stream: IO[bytes] = sys.stdout.buffer if self.path is None else self._opened(self.path)
        except OSError as error:
            raise Fatal(f"{self.path}: it cannot be written ({error.strerror}); choose another {option}") from None

    def _opened(self, path: str) -> IO[bytes]:
        return open(path, "wb")

    def write(self, data: bytes) -> None:
        """Write; ReaderGone when nobody reads any more, Fatal when the disk refuses."""
        self._guarded(lambda: self._stream.write(data))

    def flush(self) -> None:
        """Hand everything on."""
        self._guarded(self._stream.flush)

    def close(self) -> None:
        """Finish; standard output stays open."""
        self.flush()
        if self.path is not None:
            self._guarded(self._stream.close)

    def _guarded(self, action: Callable[[], object]) -> None:
        try:
            action()
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            where = self.path or "standard output"
            raise Fatal(f"{where}: it cannot be written ({error.strerror}); is the disk full?") from None


class WholeFile(Sink):
    """A file that appears when it is closed; until then an older one stays."""

    def _opened(self, path: str) -> IO[bytes]:
        self._unfinished = ExitStack()
        target = Path(path).resolve()  # a link stays and what it leads to is replaced
        if target.exists():
            with open(path, "ab"):  # what may not be written may not be replaced either
                pass
            if not target.is_file():
                return super()._opened(path)  # a device or a pipe
        return self._unfinished.enter_context(pending(target))[1]

    def close(self) -> None:
        """Finish, and put the file where it belongs."""
        self.flush()
        self._guarded(self._unfinished.close)
        self._guarded(self._stream.close)

    def discard(self) -> None:
        """Leave nothing behind where the file was not finished."""
        with suppress(_Unfinished), self._unfinished:
            raise _Unfinished


class _Unfinished(Exception):
    """Thrown into a file that is not to appear."""


class Writer(Protocol):
    """Takes codings one after another."""

    def add(self, coding: Coding, article: Article) -> None:
        """Write one coding."""

    def close(self) -> None:
        """Write what ends the output."""


class JsonLines:
    """One record on each line."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def add(self, coding: Coding, article: Article) -> None:
        """Write one line."""
        self._sink.write(msgspec.json.encode(coding) + b"\n")

    def close(self) -> None:
        """Finish the file."""
        self._sink.close()


class JsonArray:
    """All records in one indented array."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._opening = b"[\n"

    def add(self, coding: Coding, article: Article) -> None:
        """Write one element."""
        self._sink.write(self._opening + msgspec.json.format(msgspec.json.encode(coding), indent=2))
        self._opening = b",\n"

    def close(self) -> None:
        """Close the array, also when it has no element."""
        self._sink.write(b"[]\n" if self._opening == b"[\n" else b"\n]\n")
        self._sink.close()


class Text:
    """Lines for people; in colour on a terminal."""

    def __init__(self, sink: Sink, lang: Lang) -> None:
        from marsad.view.labels import load_labels

        self._sink = sink
        self._labels = load_labels(lang)
        self._console = _console() if sink.path is None else None

    def add(self, coding: Coding, article: Article) -> None:
        """Write the lines of one article."""
        from marsad.view.text import describe

        for line in describe(coding, self._labels):
            self.line(line)
        self._sink.flush()

    def line(self, line: Line) -> None:
        """Write one line."""
        from marsad.view.text import plain

        text = plain(line)
        if self._console is not None:
            text = _styled(line, self._console)
        self._sink.write((text + "\n").encode("utf-8", "replace"))

    def close(self) -> None:
        """Finish the output."""
        self._sink.close()


def _console() -> Console | None:
    """Where styles are made, or None when standard output takes none."""
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def _styled(line: Line, console: Console) -> str:
    from rich.text import Text as RichText

    with console.capture() as captured:
        console.print(RichText.assemble(*((piece.text, piece.style) for piece in line)), end="")
    return captured.get()


class Page:
    """All articles on one HTML page; it is written when they are all there."""

    def __init__(self, sink: Sink, lang: Lang) -> None:
        from marsad.view.labels import load_labels

        self._sink = sink
        self._labels = load_labels(lang)
        self._contents: list[str] = []
        self._cards = 0
        self._title = "marsad"
        self._sections = tempfile.TemporaryFile()  # noqa: SIM115

    def add(self, coding: Coding, article: Article) -> None:
        """Add the section of one article."""
        from marsad.view.page import cards_of, contents_entry, render_section

        number = len(self._contents) + 1
        self._contents.append(contents_entry(coding, number, self._labels))
        self._cards = max(self._cards, cards_of(coding))
        self._title = coding.title.text if coding.title else coding.doc
        self._sections.write(render_section(coding, article, self._labels, number).encode())

    def close(self) -> None:
        """Write head, list of articles, sections and end."""
        from marsad.view.page import contents_list, page_head, page_tail

        several = len(self._contents) > 1
        contents = contents_list(self._contents, self._labels) if several else ""
        title = f"{len(self._contents)} {self._labels.ui('articles')}" if several else self._title
        self._sink.write(page_head(title, contents, self._cards, self._labels).encode())
        self._sections.seek(0)
        while block := self._sections.read(1 << 20):
            self._sink.write(block)
        self._sections.close()
        self._sink.write(page_tail().encode())
        self._sink.close()
