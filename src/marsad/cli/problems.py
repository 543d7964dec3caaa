"""How the command line ends, and what it says on standard error."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import click

OK, FAILED, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
_PACKAGE = str(Path(__file__).resolve().parent.parent)


class Fatal(click.ClickException):
    """Nothing can be done at all: shown as one line, and the command exits with 1."""

    exit_code = FAILED

    def show(self, file: object = None) -> None:
        """Print the message."""
        say(self.message)


class ReaderGone(Exception):
    """Whoever read standard output has closed it; the command ends quietly."""


def say(message: str) -> None:
    """A line on standard error, without characters that would move the cursor."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in message)
    click.echo(f"marsad: {shown}", err=True)


def inside(error: BaseException) -> str:
    """An error of marsad itself as one line: what, and where in the package; MARSAD_DEBUG=1 prints the traceback."""
    if os.environ.get("MARSAD_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(_PACKAGE)]
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}" if str(error) else f"{type(error).__name__}{where}"
