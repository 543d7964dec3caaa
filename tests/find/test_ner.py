"""Names as persons, places and organisations, in the layout of CoNLL."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from marsad.pipeline import read_article  # noqa: E402
from ner import Score, _plain_article, names_of, read_conll, score_conll, spans_of  # noqa: E402


def names(text: str) -> list[tuple[str, str]]:
    """The names of a text (a title and a paragraph) as words and tag."""
    whole = "عنوان\n" + text
    reading = read_article(_plain_article(whole, "2018-10-01"))[0]
    return [(whole[n.start : n.end], n.tag) for n in names_of(reading)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "التقى وزير الخارجية الروسي سيرغي لافروف في مدينة جنيف مبعوث الأمم المتحدة",
            [("سيرغي لافروف", "PER"), ("جنيف", "LOC"), ("الأمم المتحدة", "ORG")],
        ),
        (
            "قالت المتحدثة باسم وزارة الخارجية البريطانية إن لندن رفضت",
            [("وزارة الخارجية البريطانية", "ORG"), ("لندن", "LOC")],
        ),
        ("وصل الأمير محمد بن سلمان إلى باريس", [("محمد بن سلمان", "PER"), ("باريس", "LOC")]),
        ("ذكرت قناة فوكس نيوز أن الجيش الأميركي انسحب", [("فوكس نيوز", "ORG")]),
        ("انسحبت القوات من البلاد", []),
    ],
)
def test_names_of_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


def test_a_conll_file_is_read_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text(
        "وصل O\nسيرغي B-PERS\nلافروف I-PERS\nإلى O\nباريس B-LOC\n. O\n\nالفرنسيون B-MISC\n", encoding="utf-8"
    )
    sentences = list(read_conll(path))
    assert [tag for _, tag in sentences[0]] == ["O", "B-PER", "I-PER", "O", "B-LOC", "O"]
    assert sentences[1] == [("الفرنسيون", "O")]
    score = Score()
    score_conll(path, score)
    assert score.spans["PER"]["right"] == score.spans["PER"]["want"] == 1
    assert score.spans["LOC"]["right"] == 1


def test_spans_begin_at_b_and_where_the_tag_changes() -> None:
    assert spans_of(["B-PER", "B-PER", "I-PER", "I-LOC", "O"]) == {(0, 0, "PER"), (1, 2, "PER"), (3, 3, "LOC")}
