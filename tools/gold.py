"""Hand codings kept stand-off: offsets and codes here, the texts in the corpus.

    python tools/gold.py pack CODED_DIR gold/NAME.jsonl        strip the texts from codings (NAME.json beside NAME.txt)
    python tools/gold.py unpack gold/NAME.jsonl CORPUS OUT_DIR  put texts and codings side by side for the scorer

CORPUS is JSON lines with id, title and text; an article's text is its title, a new line and its text. A lone sentence
has no title, and its coding no day of publication.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Coding = dict[str, Any]


def strip_texts(value: Any) -> Any:
    """The value without the `text` and `note` of spans, whose words belong to the publishers."""
    if isinstance(value, dict):
        return {k: strip_texts(v) for k, v in value.items() if k not in ("text", "note")}
    if isinstance(value, list):
        return [strip_texts(v) for v in value]
    return value


def fill_texts(value: Any, text: str) -> Any:
    """The value with the words of every span put back from the article's text."""
    if isinstance(value, dict):
        filled = {k: fill_texts(v, text) for k, v in value.items()}
        if "start" in filled and "end" in filled:
            filled["text"] = text[filled["start"] : filled["end"]]
        return filled
    if isinstance(value, list):
        return [fill_texts(v, text) for v in value]
    return value


def pack(folder: Path, out: Path) -> int:
    """Write the codings of a folder without their texts; returns how many."""
    lines = []
    for path in sorted(folder.glob("*.json")):
        coding: Coding = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        coding = strip_texts(coding) | {"sha256": hashlib.sha256(text.encode()).hexdigest()[:16]}
        lines.append(json.dumps(coding, ensure_ascii=True, sort_keys=True))
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def unpack(source: Path, corpus: Path, out: Path) -> int:
    """Write NAME.txt and NAME.json for every coding whose article the corpus has; returns how many."""
    rows = (json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines())
    texts = {row["id"]: f"{row['title']}\n{row['text']}" if "title" in row else row["text"] for row in rows}
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for line in source.read_text(encoding="utf-8").splitlines():
        coding: Coding = json.loads(line)
        text = texts.get(coding["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest()[:16] != coding["sha256"]:
            print(f"{source}: {coding['doc']}: the corpus has no such text ({coding['id']})", file=sys.stderr)
            continue
        (out / f"{coding['doc']}.txt").write_text(text, encoding="utf-8")
        filled = json.dumps(fill_texts(coding, text), ensure_ascii=False, indent=1)
        (out / f"{coding['doc']}.json").write_text(filled, encoding="utf-8")
        written += 1
    return written


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack")
    packing.add_argument("folder", type=Path)
    packing.add_argument("out", type=Path)
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("source", type=Path)
    unpacking.add_argument("corpus", type=Path)
    unpacking.add_argument("out", type=Path)
    args = parser.parse_args()
    if args.command == "pack":
        print(pack(args.folder, args.out))
    else:
        print(unpack(args.source, args.corpus, args.out))


if __name__ == "__main__":
    main()
