"""The hand codings: those beside their texts hold together, the stand-off ones find theirs again."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from gold import pack, unpack
from marsad.codebook.tables import plover

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted((ROOT / "gold" / "written").glob("*.json"))
STATUSES = {"asserted", "future", "hypothetical", "negated"}


def spans(value: Any) -> list[dict[str, Any]]:
    """All spans with their words in a coding."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if "start" in value and "text" in value else []
    return own + [span for item in value.values() for span in spans(item)]


def test_there_are_articles_written_to_train_on() -> None:
    assert len(WRITTEN) >= 100


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.stem)
def test_a_written_article_is_coded_by_the_codebook(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    coding = json.loads(path.read_text(encoding="utf-8"))
    date.fromisoformat(coding["published"])
    assert coding["doc"] == path.stem
    found = spans(coding)
    assert found
    assert [s["text"] for s in found] == [text[s["start"] : s["end"]] for s in found]
    for event in coding["events"]:
        assert event["mentions"] and (event["actor"] or event["recipient"])
        assert event["status"] in STATUSES
        for mode in event["mode"] or [""]:
            assert (event["type"], mode) in plover(), (event["type"], mode)


def test_packed_codings_find_their_texts_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "coded", tmp_path / "out"
    folder.mkdir()
    texts = {"a": "عنوان\nاتهم الوزير الحزب.", "b": "اعتقلت الشرطة رجلا."}
    for doc, text in texts.items():
        start = text.index("ا")
        coding = {"doc": doc, "id": doc, "events": [{"mentions": [{"start": start, "end": start + 4, "text": "…"}]}]}
        (folder / f"{doc}.json").write_text(json.dumps(coding), encoding="utf-8")
        (folder / f"{doc}.txt").write_text(text, encoding="utf-8")
    assert pack(folder, tmp_path / "set.jsonl") == 2
    assert "اتهم" not in (tmp_path / "set.jsonl").read_text(encoding="utf-8")
    corpus = tmp_path / "corpus.jsonl"
    rows = [{"id": "a", "title": "عنوان", "text": "اتهم الوزير الحزب."}, {"id": "b", "text": texts["b"]}]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert unpack(tmp_path / "set.jsonl", corpus, out) == 2
    for doc, text in texts.items():
        assert (out / f"{doc}.txt").read_text(encoding="utf-8") == text
        span = json.loads((out / f"{doc}.json").read_text(encoding="utf-8"))["events"][0]["mentions"][0]
        assert span["text"] == text[span["start"] : span["end"]]
