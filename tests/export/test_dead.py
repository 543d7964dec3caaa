"""The dead of an event in the columns of ACLED and UCDP: never a zero."""

from __future__ import annotations

import pytest
from msgspec import structs
from samples import event, report

from marsad.export import acled, ucdp
from marsad.export.dead import best_of, high_of, low_of
from marsad.export.told import Happening, Told
from marsad.types import Deaths

Bounds = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("told", "low", "best", "high"),
    [
        ([], None, None, None),
        ([(12, 12)], 12, 12, 12),
        ([(40, None)], 40, 40, None),
        ([(None, 20)], None, None, 20),
        ([(40, 70)], 40, None, 70),
        ([(12, 12), (14, 14)], 12, None, 14),
        ([(12, 12), (40, None)], 12, None, None),
    ],
)
def test_bounds(told: list[Bounds], low: int | None, best: int | None, high: int | None) -> None:
    deaths = tuple(Deaths(0, 1, "x", least, most) for least, most in told)
    killing = structs.replace(event(), deaths=deaths)
    assert (low_of(killing), best_of(killing), high_of(killing)) == (low, best, high)
    h = Happening(key=killing.id, tolds=(Told(report(killing), killing),))
    assert acled.FILL["fatalities"](h) == low
    assert [ucdp.FILL[name](h) for name in ("low", "best", "high")] == [low, best, high]
