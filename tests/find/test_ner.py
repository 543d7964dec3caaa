"""Names as persons, places and organisations, in the layout of CoNLL."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from marsad.pipeline import read_article  # noqa: E402
from ner import Score, _plain_article, names_of, read_conll, score_conll, score_marked, spans_of  # noqa: E402


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
        (
            "وسجل المهاجم البرازيلي ريكاردو تافاريس هدفين بعد تمريرة من لاعب الوسط إيكر ميندوزا",
            [("ريكاردو تافاريس", "PER"), ("إيكر ميندوزا", "PER")],
        ),
        ("وقال مدربه الهولندي يان فان دير ميلن إن الفريق تعب", [("يان فان دير ميلن", "PER")]),
        (
            "وفازت على الصربية يلينا بوزوفيتش والأميركية سيرينا وليامس",
            [("يلينا بوزوفيتش", "PER"), ("سيرينا وليامس", "PER")],
        ),
        ("وسجل ايدور غوديونسن هدف المباراة الوحيد", [("ايدور غوديونسن", "PER")]),
        ("ودعت بورشيا سيمبسون ميلر السكان الى الهدوء", [("بورشيا سيمبسون ميلر", "PER")]),
        ("صدرت مذكرة توقيف بحق علي كوشيب", [("علي كوشيب", "PER")]),
        ("فاز المخرج المكسيكي اليخاندرو غونزاليس ايناريتو", [("اليخاندرو غونزاليس ايناريتو", "PER")]),
        ("وهنأه ميشال بلاتيني", [("ميشال بلاتيني", "PER")]),
        ("وقعت شركة نفط الكويت اتفاقا", [("شركة نفط الكويت", "ORG")]),
        ("اعلنت شركة جنرال موتورز ارباحها", [("جنرال موتورز", "ORG")]),
        ("وأضاف أنه سيتم استبدال أنبوب الوقود", []),
        ("قال المدرب إن لاعبيه تعبوا بعد الحكم", []),
        ("كانت التقارير الروسية مفصلة وأرسلها المدرب بالبريد", []),
        ("استقبل الوزير عمر الشريف وأحمد زكي.", [("عمر الشريف", "PER"), ("أحمد زكي", "PER")]),
        (
            "وصل وزير الثقافة عز الدين ميهوبي وعبد الواحد السيد",
            [("عز الدين ميهوبي", "PER"), ("عبد الواحد السيد", "PER")],
        ),
        (
            "قال جوزيف شادويل من مستشفى شاريتيه إن المريض بخير",
            [("جوزيف شادويل", "PER"), ("مستشفى شاريتيه", "ORG")],
        ),
        ("نشرت مجلة نيتشريا البريطانية دراسة", [("نيتشريا", "ORG")]),
        (
            "قال محافظ البنك المركزي التونسي الشاذلي العياري إن",
            [("البنك المركزي التونسي", "ORG"), ("الشاذلي العياري", "PER")],
        ),
        (
            "فاز الأهلي على الزمالك في المباراة التي أقيمت على ملعب القاهرة، وسجل لاعب الأهلي هدفا",
            [("الأهلي", "ORG"), ("الزمالك", "ORG"), ("القاهرة", "LOC"), ("الأهلي", "ORG")],
        ),
        ("تفقد الرئيس النادي الأهلي في القاهرة", [("القاهرة", "LOC")]),
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


def test_sport_business_and_culture_are_read() -> None:
    score = Score()
    score_marked(BENCH.parent / "gold" / "names" / "invented.txt", score)
    counts = sum(score.spans.values(), Counter())
    assert counts["want"] >= 160
    assert 2 * counts["right"] / (counts["want"] + counts["got"]) >= 0.91
