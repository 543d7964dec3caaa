"""Outlets as declarations: who publishes at an address, and what their pages look like. One TOML file each."""

from __future__ import annotations

from marsad.outlets.load import OutletError, Outlets, load_outlets
from marsad.outlets.schema import Expectation, Outlet, Selectors

__all__ = ["Expectation", "Outlet", "OutletError", "Outlets", "Selectors", "load_outlets"]
