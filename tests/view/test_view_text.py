"""Lines for the terminal."""

from __future__ import annotations

import re

import pytest
from msgspec import structs
from sample_coding import ARTICLE, CODING

from marsad.types import Published
from marsad.view.bidi import left_to_right
from marsad.view.coded import with_article
from marsad.view.labels import LANGS, Lang, load_labels
from marsad.view.text import Piece, describe, plain

ARABIC = re.compile("[\u0600-\u06ff]+")


def lines(lang: Lang = "en") -> list[str]:
    return [plain(line) for line in describe(CODING, load_labels(lang))]


def test_an_article_reads_like_this() -> None:
    shown = lines()
    assert shown[0] == "sample"
    assert "  published      2024-09-03" in shown
    assert "1. REQUEST: meet  verbal conflict · confidence 0.91" in shown
    assert "  actor          France, government  [FRA GOV]  فرنسا" in shown
    assert "  recipient      Security Council, United Nations  [UNO]  مجلس الأمن" in shown
    assert "  place          (no place is tied to the event in its sentence)" in shown
    assert "  place          The Capital, France, town  [FRA 48.85 2.35]  العاصمة" in shown
    assert "  status         announced, background" in shown
    assert "  according to   France, government  [FRA GOV]  الوزارة" in shown
    assert "  at a distance  ردود محدودة" in shown
    assert "  rules          request.daa" in shown
    assert '  rejected       top of the page  [2024-09-08]  the text says "\u2068الثلاثاء\u2069"' in shown


def test_english_lines_hold_one_arabic_string_at_their_end() -> None:
    for line in lines():
        isolated = re.sub("\u2068[^\u2069]*\u2069", "", line)
        bare = ARABIC.search(isolated)
        if bare:
            assert not re.search("[A-Za-z0-9]", isolated[bare.start() :]), line


def test_arabic_lines_keep_numbers_and_codes_in_order() -> None:
    shown = lines("ar")
    assert f"  التاريخ: {left_to_right('2024-09-03')}  «الثلاثاء»" in shown
    assert f"  الفاعل: فرنسا، حكومة  {left_to_right('FRA GOV')}  «فرنسا»" in shown
    for line in shown:
        outside = re.sub("[\u2066\u2068][^\u2066-\u2069]*(?:\u2068[^\u2069]*\u2069[^\u2066-\u2069]*)*\u2069", "", line)
        assert not re.search("[A-Za-z0-9]", outside), line


def test_days_that_are_possible_are_listed_when_none_is_certain() -> None:
    options = tuple(f"2024-09-{day:02}" for day in range(1, 31))
    coding = structs.replace(CODING, published=Published(date=None, basis="constraints", options=options))
    shown = "\n".join(plain(line) for line in describe(coding, load_labels("en")))
    assert "unknown" in shown
    assert "2024-09-01 2024-09-02" in shown
    assert "2024-09-30" not in shown and "…" in shown


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_cannot_move_the_cursor(lang: Lang) -> None:
    bad = structs.replace(CODING.events[0].mentions[0], text="دعت\x1b[2J\r\u202e")
    coding = structs.replace(CODING, events=(structs.replace(CODING.events[0], mentions=(bad,)),), doc="a\x1b]0;x\x07")
    shown = "".join(plain(line) for line in describe(coding, load_labels(lang)))
    assert not {"\x1b", "\r", "\x07", "\u202e"} & set(shown)


def test_coded_shows_the_same_lines() -> None:
    assert with_article(CODING, ARTICLE).to_text("ar").splitlines() == "\n".join(lines("ar")).splitlines()


def test_plain_leaves_styles_out() -> None:
    assert plain([Piece("a", "bold"), Piece("b")]) == "ab"
