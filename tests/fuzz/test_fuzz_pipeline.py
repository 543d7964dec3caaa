"""Random Arabic-like text and damaged demo articles go through the whole pipeline: no error, true spans."""

from __future__ import annotations

import gc
import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding_checks import DEMO, check_coding, demo_articles
from marsad.lexicon.load import load_tables
from marsad.pipeline import code_article
from marsad.read import ReadError, check_article, read_html, read_record, read_text
from marsad.types import Article, Metadata

# Slow examples are the machine's, not the coder's; a hang shows in test_long_texts_stay_linear.
QUIET = settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MARKS = (
    "،", "؛", "؟", ".", "..", "...", "…", ":", "!", "-", "--", "–", "—", "/", "(", ")", "[", "]", "«", "»", '"', '""',
    "“", "”", "'", "’", "ـ", "#", "_", "@", "%", "*", "&", "<b>", "{", "}", "\\",
)  # fmt: skip
BLANKS = (
    " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200f", "\u200b", "\u202b", "\u202c", "\ufeff", "",
)  # fmt: skip
ODD = (
    "ﻻ", "ﷲ", "\u064b", "\u0651", "ـــ", "\u06dd", "٣", "۱۲", "1447", "١٩", "2026", "31", "الـ", "و", "ب", "ل",
    "وال", "بال", "لل", "فسي", "ستس", "ما", "من", "عن", "إن", "أن", "قال", "وقال", "نقلا", "حسبما", "نفى", "لم", "لن",
    "إذا", "اليوم", "أمس", "الثلاثاء", "مارس", "آذار/", "رمضان", "هـ", "م", "منذ", "مطلع", "خلال", "X", "AFP", "😀",
    "שלום", "𝔄", "\ud800", "\x00", "\x1b",
)  # fmt: skip


@cache
def known_words() -> tuple[str, ...]:
    """Every 97th form of the lexicon: enough to reach all families of entries."""
    return tuple(sorted(load_tables().forms)[::97])


def words() -> st.SearchStrategy[str]:
    """Words of the lexicon, of the demo, letters at random, and what has no place in a word."""
    story = sorted({word for article in demo_articles().values() for word in article.text.split()})
    letters = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئًٌٍَُِّْـ", min_size=1, max_size=9)
    return st.one_of(
        st.sampled_from(known_words()), st.sampled_from(story), st.sampled_from(story), letters,
        st.sampled_from(MARKS), st.sampled_from(ODD),
    )  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Up to ninety words with all kinds of blanks between them."""
    parts = draw(st.lists(st.tuples(words(), st.sampled_from(BLANKS)), min_size=1, max_size=90))
    return "".join(word + blank for word, blank in parts)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A demo article with pieces cut out, doubled, swapped or overwritten."""
    text = draw(st.sampled_from([article.text for article in demo_articles().values()]))
    for _ in range(draw(st.integers(1, 8))):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(0, 60))
        piece = text[at : at + size]
        other = draw(st.sampled_from(["", piece + piece, piece[::-1], "\n", *MARKS, *ODD]))
        text = text[:at] + other + text[at + size :]
    return text


def run(article: Article) -> None:
    """Code an article, if it is one, and check what comes out."""
    try:
        check_article(article)
    except ReadError:
        return
    check_coding(article, code_article(article))


@QUIET
@given(texts(), st.sampled_from([None, "2026-03-10", "2026-02", "0001-01-01", "10 مارس 2026"]))
def test_random_text(text: str, published: str | None) -> None:
    run(read_text(text, "fuzz", Metadata(published=published)))


@QUIET
@given(damaged(), st.sampled_from([None, "2026-03-10", "9999-12-31"]))
def test_damaged_articles(text: str, published: str | None) -> None:
    run(read_text(text, "fuzz", Metadata(published=published)))


@QUIET
@given(texts(), texts())
def test_random_records(title: str, text: str) -> None:
    run(read_record({"title": title, "text": text, "published": "2026-03-10"}, "fuzz"))


@settings(QUIET, max_examples=150)
@given(st.data())
def test_damaged_pages(data: st.DataObject) -> None:
    page = (DEMO / "05-page.html").read_bytes()
    for _ in range(data.draw(st.integers(1, 6))):
        at, size = data.draw(st.integers(0, len(page))), data.draw(st.integers(0, 200))
        twice = page[at : at + size] * 2
        other = data.draw(st.sampled_from([b"", b"<", b"</div>", b"<p>", b"\xff", b'"', b"<!--", twice]))
        page = page[:at] + other + page[at + size :]
    try:
        article = read_html(page, "fuzz")
    except ReadError:
        return
    run(article)


@QUIET
@given(texts())
def test_the_same_text_gives_the_same_coding(text: str) -> None:
    article = read_text(text, "fuzz", Metadata(published="2026-03-10"))
    assert code_article(article) == code_article(article)


# Unending inputs: no rule may look at everything for every word.


def seconds(text: str) -> float:
    """How long a text takes from its characters to its coding, without what other tests left to be collected."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        code_article(read_text(text, "long", Metadata(published="2026-03-10")))
        return time.process_time() - start
    finally:
        gc.enable()


LONG = {
    "one word": "صحيفة ",
    "letters without a blank": "ا",
    "one sentence of events": "دعت آيسلندا النرويج إلى الإفراج عن البحارة و",
    "quotation marks": '"قال ',
    "open brackets": "(«",
    "numbers": "12 مارس 2026/",
    "short lines": "قالت النرويج\n",
    "names": "وزير الخارجية النرويجي ",
    "conjunctions": "و ",
    "one colon after another": "قال: ",
    "full sentences": "أعلنت آيسلندا اليوم الثلاثاء أنها ستغلق موانئها. ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_long_texts_stay_linear(piece: str) -> None:
    seconds(piece * 50)  # tables are loaded
    short, long = 8_000, 48_000  # characters
    first = max(seconds(piece * (short // len(piece))), 0.02)
    then = seconds(piece * (long // len(piece)))
    assert then < 15 * first, f"{piece!r}: six times the text took {then / first:.0f} times the time"


def test_an_article_without_a_sentence_has_no_events() -> None:
    assert code_article(read_text("، ", "comma", Metadata(published="2026-03-10"))).events == ()
