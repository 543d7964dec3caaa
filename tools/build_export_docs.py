"""Writes the column tables of docs/exports.md from the layouts: `python tools/build_export_docs.py`.

What stands between `<!-- columns NAME -->` and `<!-- end -->` is replaced; the rest of the page is written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from marsad.export.layouts import load_layout

PAGE = Path(__file__).resolve().parents[1] / "docs" / "exports.md"
_PART = re.compile(r"(<!-- columns (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(name: str) -> str:
    """The columns of a layout as a Markdown table."""
    columns = load_layout(name).columns
    arabic = any(column.ar for column in columns)
    head = "| column | type | filled with | empty when |" + (" بالعربية |" if arabic else "")
    lines = [head, "|---|---|---|---|" + ("---|" if arabic else "")]
    for column in columns:
        fill = column.fill if column.filled else "**nothing**"
        cells = [f"`{column.name}`", column.type, fill, column.empty, *([column.ar] if arabic else [])]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def filled(page: str) -> str:
    """The page with all its tables up to date."""
    return _PART.sub(lambda match: match[1] + table(match[2]) + match[3], page)


def main() -> int:
    """Rewrite the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
