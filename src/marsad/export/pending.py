"""A file that appears when it is whole: until then its bytes stand in one beside it, and an older one stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def pending(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file beside the path that takes its place, and its mode, when all went well, and is gone when not."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        with open(part, "xb") as stream:
            yield part, stream
        with suppress(FileNotFoundError):
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
