"""Where the material outside the repository is."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of shared material; the test is skipped on machines without it."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not here")
    return SHARED
