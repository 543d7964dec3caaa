"""Events on a map: GeoJSON (RFC 7946), with a point for towns and exact places and for nothing else."""

from __future__ import annotations

from collections.abc import Callable

from marsad.export.cells import Value, one_line
from marsad.export.rows import HAPPENINGS, point_of
from marsad.export.told import Happening

# What a map shows beside a point.
_SHOWN = (
    "event_id", "type", "mode", "status", "historical", "date", "date_first", "date_last", "place", "place_name",
    "place_name_ar", "place_country", "place_precision", "actor", "actor_name", "actor_country", "recipient",
    "recipient_name", "recipient_country", "according_to", "sentence", "confidence", "title", "all_urls", "outlets",
    "published", "n_reports", "report_ids",
)  # fmt: skip


def feature(happening: Happening) -> dict[str, object]:
    """A happening as a GeoJSON feature. Its geometry is null where the place is larger than a town or unknown."""
    point = point_of(happening.lead.event)
    fill: dict[str, Callable[[Happening], Value]] = HAPPENINGS
    return {
        "type": "Feature",
        "id": happening.key,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": {name: _plain(fill[name](happening)) for name in _SHOWN},
    }


def _plain(value: Value) -> object:
    """Text without direction controls, since maps show it as it is; lists and numbers as they are."""
    if isinstance(value, tuple):
        return [None if item is None else one_line(item) for item in value]
    return one_line(value) if isinstance(value, str) else value
