"""Bytes to text: marks, code pages told apart, and everything that is no text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.read import ReadError, decode
from marsad.read.language import detect_language

ARABIC = "قالت الحكومة إن الجيش دخل المدينة صباح اليوم، وأضافت أن القوات ستبقى فيها."


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("cp1256", "windows-1256"),
        ("iso8859_6", "iso-8859-6"),
    ],
)
def test_arabic_in_every_encoding(codec: str, name: str) -> None:
    assert decode(ARABIC.encode(codec)) == (ARABIC, name)


@pytest.mark.parametrize("text", ["اتفاق", "القاهرة", "مقتل جنديين في هجوم"])
def test_short_texts_in_the_old_code_pages(text: str) -> None:
    assert decode(text.encode("cp1256"))[1] == "windows-1256"
    assert decode(text.encode("iso8859_6"))[1] == "iso-8859-6"


def test_latin_text_in_an_old_code_page() -> None:
    assert decode("L'été à Genève".encode("cp1252")) == ("L'été à Genève", "windows-1252")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4 \xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"PK\x03\x04 abc", "ZIP"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"abc\0def", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("президент России сегодня заявил".encode("cp1251"), "neither UTF-8"),
        ("中华人民共和国主席今天宣布".encode("gb18030"), "neither UTF-8"),
        (ARABIC.encode()[:60] + b"\xff" + ARABIC.encode()[60:], "damaged byte at 59"),
        (b"\xff\xfe" + b"\xd8\xd8\xd8", "byte order mark"),
    ],
)
def test_what_is_no_readable_text(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        decode(data)
    assert caught.value.remedy


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, name = decode(data)
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        assert name and len(text) <= len(data)


def test_the_code_pages_of_real_articles_are_told_apart(shared: Path) -> None:
    lines = (shared / "corpus" / "articles.jsonl").read_text(encoding="utf-8").splitlines()[::8]
    for text in (part for line in lines for part in (json.loads(line)["title"], json.loads(line)["text"])):
        for codec, name in (("cp1256", "windows-1256"), ("iso8859_6", "iso-8859-6")):
            assert decode(text.encode(codec, "ignore"))[1] == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        (ARABIC + " وكان في القاعة ممثلون عن گوگل وپاریس.", "ar"),
        ("رئیس جمهور ایران گفت که این کشور پیشنهاد تازه‌ای را بررسی می‌کند و پاسخ خواهد داد.", "fa"),
        ("وزیر اعظم نے کہا ہے کہ حکومت لوگوں کے مسائل حل کرنے کے لیے ہر ممکن کوشش کرے گی۔", "ur"),
        ("سەرۆکی هەرێم ڕایگەیاند کە کۆبوونەوەکە لە هەولێر بەڕێوەدەچێت", "und-Arab"),
        ("The minister said the talks would go on.", "und-Latn"),
        ("Министр сказал, что переговоры продолжатся.", "und-Cyrl"),
        ("123 --- 456", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language
