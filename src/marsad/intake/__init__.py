"""Whatever a user has, opened as a stream of items: files, folders, archives, feeds, address lists."""

from __future__ import annotations

from marsad.intake.items import Item, Items, Source, Sources
from marsad.intake.open import open_items, open_sources, read_path
from marsad.intake.read import read_source

__all__ = ["Item", "Items", "Source", "Sources", "open_items", "open_sources", "read_path", "read_source"]
