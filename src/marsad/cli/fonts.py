"""Looking for fonts that can show Arabic."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from marsad.store.check import Finding


def look_for_fonts() -> Iterator[Finding]:
    """Whether something can show Arabic here; asked of fontconfig, which other systems than Linux do without."""
    program = shutil.which("fc-list")
    if program is None:
        return
    try:
        done = subprocess.run(
            [program, ":lang=ar", "family"], capture_output=True, text=True, errors="replace", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return
    families = sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip()})
    if families:
        yield Finding(state="ok", what=f"{len(families):,} font families can show Arabic, for example {families[0]}")
    elif done.returncode == 0:
        advice = "install one, such as Noto Naskh Arabic or Amiri; what marsad reads and writes does not need it"
        yield Finding(state="look", what="no font on this machine can show Arabic", advice=advice)
