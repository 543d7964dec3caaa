"""marsad outlets: the declared outlets, and whether their saved pages are read right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import LANG
from marsad.cli.problems import FAILED, OK, Fatal, say
from marsad.cli.workspace import WORKSPACE, json_forms, write_records

if TYPE_CHECKING:
    from marsad.view.labels import Lang


@click.command("outlets")
@WORKSPACE
@click.option("--check", is_flag=True, help="Read the saved page of each and compare it with what is expected.")
@json_forms
@LANG
def outlets_command(workspace: str, check: bool, form: str | None, lang: Lang) -> int:
    """List the outlets that are known by their addresses: marsad's own and those of the workspace.

    To declare one, write outlets/NAME.toml in the folder of the workspace; docs/intake.md explains the keys. Put a
    page of it beside it (NAME.html) and what a right reading gives ([expect]); --check tells when the outlet's pages
    have changed their shape.

    \b
    Examples:
      marsad outlets
      marsad outlets --check -w north

    Exit status: 0 all right, 1 a declaration is wrong or a page is read otherwise than expected.
    """
    from marsad.outlets import OutletError, load_outlets
    from marsad.read.outlet_check import check_outlet
    from marsad.view.bidi import isolate
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    own = Path(workspace) / "outlets"
    try:
        outlets = load_outlets(own if own.is_dir() else None).all
    except OutletError as error:
        raise Fatal(str(error)) from None
    problems = [(outlet.id, problem) for outlet in outlets if check for problem in check_outlet(outlet)]
    if form:
        keys = ("id", "name", "country", "domains", "feeds")
        write_records(({key: getattr(outlet, key) for key in keys} for outlet in outlets), form)
    else:
        for outlet in outlets:
            line = labels.say(
                "outlet_line", id=outlet.id, country=outlet.country, en=outlet.name.en, ar=isolate(outlet.name.ar),
                domains=" ".join(outlet.domains),
            )  # fmt: skip
            click.echo(line)
    for name, problem in problems:
        say(f"{name}: {labels.problem(problem)}")
    return FAILED if problems else OK
