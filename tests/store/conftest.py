"""A workspace of the bundled articles, made once; and what tests use to make others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from store_tools import DEMO, add

from marsad.store.sqlite.read import SqliteReader
from marsad.store.workspace import open_reader


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace that holds the bundled articles; not to be written."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    add(folder, DEMO)
    return folder


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[SqliteReader]:
    """The bundled articles, open for reading."""
    reader = open_reader(demo_folder)
    yield reader
    reader.close()
