"""Lets the tests of intake use the checks of the reading layer, and finds the material outside the repository."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from collections.abc import Iterator

import pytest
from web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    """A server on this machine."""
    with serving() as server:
        yield server


@pytest.fixture
def shared() -> Path:
    """The folder of shared material; the test is skipped on machines without it."""
    folder = Path(__file__).resolve().parents[2].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not here")
    return folder
