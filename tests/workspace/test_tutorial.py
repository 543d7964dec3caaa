"""The tutorial runs from top to bottom, and so do the examples of docs/python.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import marsad
from marsad.workspace.queries import Filters

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_tutorial_runs(tmp_path: Path) -> None:
    path = {"PYTHONPATH": str(Path(marsad.__file__).parents[1]), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, str(DOCS / "tutorial.py")],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False, env={**os.environ, **path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "REQUEST ('meet',) by NOR towards ISL"
    assert "12 articles" in lines[1] and any("accusations" in line for line in lines)
    assert re.search(r"rows in GDELT's columns; left out: \{.*'status negated: the layout has no", done.stdout)
    assert not list(tmp_path.iterdir())


def test_the_examples_of_the_page_run(ws: marsad.Workspace, folder: Path) -> None:
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    code = code.replace('"marsad-workspace"', repr(str(folder))).replace("ws.close()", "pass")
    names: dict[str, object] = {}
    exec(compile(code, "python.md", "exec"), names)
    names["ws"].close()
    for expression in re.findall(r"`(ws\.[^`…]+\))`", page):
        eval(expression, {"ws": ws})


def test_every_filter_is_explained() -> None:
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    table = page[page.index("| filter |") :].split("\n\n")[0]
    assert [name for name in Filters.__annotations__ if f"`{name}`" not in table] == []
