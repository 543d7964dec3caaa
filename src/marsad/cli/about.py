"""marsad schema and marsad version."""

from __future__ import annotations

import json
import platform

import click

from marsad.cli.problems import OK


@click.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of the records that `marsad code` writes."""
    from marsad.cli.output import Sink
    from marsad.view.record_schema import record_schema

    sink = Sink(None, "--out")
    sink.write((json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n").encode())
    sink.close()
    return OK


@click.command("version")
def version_command() -> int:
    """Print the versions of program, data and Python."""
    from marsad import __version__
    from marsad.lexicon.load import data_version

    click.echo(f"marsad {__version__}, data {data_version()}, Python {platform.python_version()}")
    return OK
