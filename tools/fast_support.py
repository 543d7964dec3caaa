"""What the compiled copy of the package needs while it runs; tools/build_fast.py puts it there as marsad/_fast.py."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

T = TypeVar("T")


def replace(record: T, **changes: Any) -> T:
    """A record with some fields changed, as msgspec and dataclasses do it."""
    known: Any = record
    names = getattr(type(known), "FIELDS", None)
    if names is None:
        changed: T = structs.replace(known, **changes)
        return changed
    values = {name: getattr(known, name) for name in names}
    values.update(changes)
    made: T = type(known)(**values)
    return made


def stamp_of(source: Path) -> str:
    """The SHA-256 of all modules of a package, in hex digits."""
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*.py")):
        digest.update(f"{path.relative_to(source)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def check() -> None:
    """Raise ImportError when the sources have changed since the copy was made of them."""
    made_of: Any = import_module("marsad._made_of")
    source = Path(made_of.SOURCE)
    if not source.is_dir() or stamp_of(source) != made_of.STAMP:
        raise ImportError(f"{source} has changed since `make fast`: run it again, or use the plain `marsad`")
