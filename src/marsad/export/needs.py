"""Libraries that only some exports need, loaded when they are asked for."""

from __future__ import annotations

import importlib
from typing import Any

_EXTRAS = {"pyarrow": "arrow", "pandas": "pandas", "polars": "polars", "duckdb": "duckdb"}


class MissingLibraryError(ImportError):
    """A library that is not installed; the message says how to install it."""


def needed(module: str) -> Any:
    """The module; raises MissingLibraryError naming the command that installs it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        extra = _EXTRAS.get(name, name)
        message = f"this needs {name}, which is not installed ({error}); install it: pip install 'marsad[{extra}]'"
        raise MissingLibraryError(message, name=name) from None
