"""The JSON Schema of the records that marsad writes."""

from __future__ import annotations

import msgspec

from marsad.types import Coding


def record_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of one line of `marsad code --format jsonl`."""
    schema: dict[str, object] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "marsad coding of one article",
    }
    return schema | msgspec.json.schema(Coding)
