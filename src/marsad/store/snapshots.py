"""Pages as they were fetched, each in a file named by its hash."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
import zlib
from pathlib import Path

from marsad.store.problems import StoreError

_NAME = re.compile(r"[0-9a-f]{64}")


class Snapshots:
    """The folder of pages: `ab/abcdef….gz`. A page that is there is never written again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where a page is kept; ValueError for what is no name of one."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} names no snapshot")
        return self._folder / name[:2] / f"{name}.gz"

    def keep(self, name: str, packed: bytes) -> None:
        """Write a packed page, whole or not at all; StoreError when it cannot be written."""
        if self.has(name):
            return
        path = self.path(name)
        temporary = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="new-")
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            raise StoreError(
                f"{path.parent} cannot be written ({error.strerror}); what was written before is kept",
                "free some space on the disk or check the rights of the folder, and run the same command again",
            ) from error

    def has(self, name: str) -> bool:
        """Whether a page is there; an empty file is none."""
        try:
            return self.path(name).stat().st_size > 0
        except OSError:
            return False

    def whole(self, name: str) -> bool:
        """Whether a page is there and is the one its name says."""
        data = self.read(name)
        return data is not None and hashlib.sha256(data).hexdigest() == name

    def read(self, name: str) -> bytes | None:
        """The bytes of a page; None when it is missing or damaged."""
        try:
            return gzip.decompress(self.path(name).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
