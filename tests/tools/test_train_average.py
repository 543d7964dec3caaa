"""Weights of several trainings are averaged: what one of them lacks counts as nothing, what stays faint is left out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from msgspec import structs

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from marsad.coding.weights import Weights
from train_average import average


def weights(event: dict[str, float], future: dict[str, float], lineup: dict[str, float]) -> Weights:
    """Weights with three tables filled."""
    empty: dict[str, Any] = {f.name: {} for f in structs.fields(Weights)}
    kept = {"event": event, "status": {"future": future}, "lineup": lineup}
    return Weights(**{**empty, **kept, "thresholds": {"event": 0.4}, "reliability": [(0.5, 0.5)]})


def test_every_table_is_averaged() -> None:
    one = weights({"a": 1.0, "b": 0.5}, {"x": 0.3}, {"l": 0.01})
    two = weights({"a": 0.0, "c": -0.25}, {"x": 0.1, "y": 0.2}, {"l": 0.0})
    mean = average([one, two])
    assert mean.event == {"a": 0.5, "b": 0.25, "c": -0.125}
    assert mean.status == {"future": {"x": 0.2, "y": 0.1}}
    assert mean.lineup == {"l": 0.005}
    assert (mean.thresholds, mean.reliability) == (one.thresholds, one.reliability)


def test_what_stays_faint_is_left_out() -> None:
    mean = average([weights({"a": 0.018}, {}, {"l": 0.003}), weights({}, {}, {})])
    assert (mean.event, mean.lineup) == ({}, {})
    assert average([weights({"a": 0.02}, {}, {"l": 0.004})]).lineup == {"l": 0.004}
