"""The `marsad` command; everything heavy is loaded inside the commands, so that help is fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from marsad import __version__
from marsad.cli.about import schema_command, version_command
from marsad.cli.add import add_command
from marsad.cli.care import doctor_command, errors_command, log_command, recode_command
from marsad.cli.code import code_command
from marsad.cli.explain import explain_command
from marsad.cli.export import export_command
from marsad.cli.find import events_command, search_command, show_command
from marsad.cli.lexicon import lexicon_group
from marsad.cli.outlets import outlets_command
from marsad.cli.problems import FAILED, INTERRUPTED, OK, ReaderGone, inside, say
from marsad.cli.watch import watch_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="marsad", message="%(prog)s %(version)s")
def cli() -> None:
    """Read Arabic news articles offline and code their events, every value with its words in the text."""


for _command in (
    code_command, explain_command, add_command, watch_command, search_command, events_command, show_command,
    export_command, errors_command, recode_command, log_command, doctor_command, outlets_command, schema_command,
    lexicon_group, version_command,
):  # fmt: skip
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 failed, 2 wrong usage, 3 partly, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status; whatever goes wrong is one line on standard error."""
    try:
        result = cli.main(args=args, prog_name="marsad", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    except (ReaderGone, BrokenPipeError, SystemExit):  # click exits by itself when nobody reads its help
        _silence()
        return OK
    except Exception as error:
        say(f"{inside(error)}; an error of marsad, please report it (MARSAD_DEBUG=1 shows more)")
        return FAILED
    return result if isinstance(result, int) else OK


def _silence() -> None:
    """Let Python end without complaining about a standard output that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
