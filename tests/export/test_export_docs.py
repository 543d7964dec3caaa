"""docs/exports.md tells every column, as the layouts have it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from build_export_docs import PAGE, filled
from marsad.export.files import Manifest
from marsad.export.formats import FORMATS
from marsad.export.tables import EVENT_TABLES

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_up_to_date() -> None:
    assert filled(TEXT) == TEXT, "run python tools/build_export_docs.py"


@pytest.mark.parametrize("name", [*EVENT_TABLES, "articles", "quotes"])
def test_every_layout_is_there(name: str) -> None:
    part = re.search(rf"<!-- columns {name} -->\n(.*?)<!-- end -->", TEXT, re.DOTALL)
    assert part is not None and part[1].startswith("| column |")


def test_every_format_and_field_is_explained() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in TEXT] == []
    assert [name for name in Manifest.__struct_fields__ if f"`{name}`" not in TEXT] == []


@pytest.mark.parametrize("page", ["exports.md", "python.md"])
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (PAGE.parent / page).read_text(encoding="utf-8"))
    assert targets and [t for t in targets if not t.startswith("https://") and not (PAGE.parent / t).exists()] == []
