"""From bytes to text: byte order marks, UTF-8, and the old Arabic code pages told apart by their letters."""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from functools import cache

from marsad.lexicon.sources import AR, read_rows
from marsad.read.problems import ReadError

_SAMPLE = 200_000  # bytes looked at when guessing
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\r\x0b\x0c\x1a\x1b")
_AS_TEXT = "save the article's text as UTF-8 and read that file"
# Mean log10 frequency of the high bytes read as letters: Arabic has -1.65 or more in its own code page (2 880
# of 2 880 titles, openings and articles told apart); Russian, Greek, Hebrew and Chinese stay below -2.2.
_ARABIC_ENOUGH = -1.8
_RARE = math.log10(0.2 / 10_000)


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes and the name of their encoding; a byte order mark is taken off.

    Raises ReadError for binary data, damaged UTF-8 and encodings that are none of UTF-8, UTF-16 and UTF-32
    (with a mark), windows-1256, ISO-8859-6 and, for Latin letters, windows-1252.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], name), name
    what = what_binary(data)
    if what is not None:
        raise ReadError(f"this is {what}, not text", _AS_TEXT)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _decode_old(data, error)


def what_binary(data: bytes) -> str | None:
    """What kind of binary data this is, in words; None when it can be text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in sample or controls * 100 > len(sample):
        return "binary data"
    return None


def repair_surrogates(text: str) -> str:
    """The text with every half of a broken character (lone surrogate) as U+FFFD, one for one."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _decode_strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(f"the byte order mark says {name}, but byte {error.start} does not fit it", _AS_TEXT) from None


def _decode_old(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if _is_damaged_utf8(data):
        raise ReadError(f"UTF-8 text with a damaged byte at {error.start}", _AS_TEXT) from None
    high = Counter(byte for byte in data[:_SAMPLE] if byte >= 0x80)
    scores = {name: _score(high, name) for name in ("cp1256", "iso8859_6")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _ARABIC_ENOUGH:
        return data.decode(best, "replace"), {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}[best]
    if sum(high.values()) * 3 < min(len(data), _SAMPLE):  # Latin letters with some accents
        try:
            return data.decode("cp1252"), "windows-1252"
        except UnicodeDecodeError:
            pass
    raise ReadError("the bytes are neither UTF-8 nor windows-1256 nor ISO-8859-6", _AS_TEXT) from None


def _is_damaged_utf8(data: bytes) -> bool:
    """True when nearly all high bytes form UTF-8 characters, so that the rest is damage."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    return good > 10 * bad


@cache
def _letter_scores(name: str) -> tuple[float, ...]:
    """For each byte, the log10 frequency of the letter it stands for in this code page."""
    rows = read_rows(AR / "letter_frequencies.tsv")
    known = {row["letter"]: math.log10(int(row["per_10000"]) / 10_000) for row in rows}
    neutral = "«»“”‘’–—…\u200c\u200d\u200e\u200f\xa0"
    scores = []
    for byte in range(256):
        char = bytes((byte,)).decode(name, "replace")
        scores.append(-1.5 if char in neutral else known.get(char, _RARE))
    return tuple(scores)


def _score(high: Counter[int], name: str) -> float:
    """Mean log10 frequency of the high bytes as letters of the code page; -9 when there are none."""
    table = _letter_scores(name)
    total = sum(high.values())
    return sum(table[byte] * count for byte, count in high.items()) / total if total else -9.0
