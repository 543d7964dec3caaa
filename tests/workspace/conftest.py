"""A workspace with the bundled articles, made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import marsad
from coding_checks import DEMO
from marsad.cli.main import run


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with the bundled articles."""
    path = tmp_path_factory.mktemp("workspaces") / "ws"
    assert run(["add", str(DEMO), "-w", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def ws(folder: Path) -> Iterator[marsad.Workspace]:
    """That workspace, open."""
    with marsad.open(folder) as opened:
        yield opened
