"""Lets the tests of intake use the checks of the reading layer, and finds the material outside the repository."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
