"""How the command line ends, and what it says on standard error."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marsad.read.problems import ReadProblem
    from marsad.view.labels import Labels

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


def labels_in_use() -> Labels:
    """The labels in the language of the command that runs; English where it has no --lang."""
    from marsad.view.labels import load_labels

    context = click.get_current_context(silent=True)
    return load_labels((context.params.get("lang") if context is not None else None) or "en")


def problem_line(problem: ReadProblem, labels: Labels) -> str:
    """Something that could not be read, in one line: where, why, and what to do."""
    where = f"{problem.file}, {problem.place}" if problem.place else problem.file
    reason, remedy = labels.problem(problem.reason), labels.problem(problem.remedy)
    return labels.say("problem_line", where=where, reason=reason, remedy=remedy)


def inside(error: BaseException) -> str:
    """An error of marsad itself as one line: what, and where in the package; MARSAD_DEBUG=1 prints the traceback."""
    if os.environ.get("MARSAD_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(_PACKAGE)]
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}" if str(error) else f"{type(error).__name__}{where}"
