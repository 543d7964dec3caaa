"""Copies: found however they are edited, linked and never merged, with a veto where facts differ."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from marsad.intake.open import open_sources
from marsad.pipeline import word_table
from marsad.read import read_record
from marsad.store.ingest import Ingest
from marsad.store.workers import Workers
from marsad.store.workspace import open_reader, open_store, snapshots_of
from marsad.story.copies import Prints, Shared, difference, prints_of, shared_prints
from marsad.types import Article

WIRE = (
    "أعلنت هيئة الإغاثة في جزر القمر وصول طائرة الإغاثة الرابعة إلى مطار موروني صباح الاثنين. "
    "وقالت الهيئة إن الطائرة تحمل خياما وأدوية لسكان القرى التي ضربها الإعصار في مطلع الشهر. "
    "وأضاف المتحدث باسم الهيئة أن فرق التوزيع ستبدأ عملها في الجزيرة الكبرى خلال الساعات المقبلة. "
    "وكانت دول عدة قد تعهدت بإرسال مساعدات عاجلة بعد نداء وجهته الحكومة إلى المانحين. "
    "ويقيم آلاف السكان في مدارس ومساجد منذ أن هدمت السيول بيوتهم على الساحل الغربي. "
    "وحذرت منظمات محلية من انتشار الأمراض إن تأخر وصول المياه الصالحة للشرب إلى المخيمات. "
    "وتوقعت الأرصاد أن تعود الأمطار الغزيرة إلى الجزر في نهاية الأسبوع مع رياح قوية."
)
OTHER = (
    "افتتح في مدينة تارتو معرض لصناعات الخشب تشارك فيه ورش صغيرة من القرى المجاورة. "
    "ويعرض الحرفيون أدوات قديمة كانت تستعمل في بناء القوارب وصيد السمك قبل قرن. "
    "وقال منظم المعرض إن الإقبال فاق ما كان منتظرا، وإن الدورة المقبلة ستكون أكبر."
)


def article(text: str) -> Article:
    return read_record({"text": text}, "a")


def shared(one: str, other: str) -> Shared:
    first, second = prints_of(article(one)), prints_of(article(other))
    common = [len(set(a) & set(b)) for a, b in zip(first, second, strict=True)]
    sizes = [(len(prints.clauses), len(prints.sequences)) for prints in (first, second)]
    return shared_prints((common[0], common[1]), sizes[0], sizes[1])


def every(number: int, text: str) -> str:
    """The text with every so many words another one."""
    return " ".join("غيره" if i % number == number - 1 else word for i, word in enumerate(text.split(" ")))


@pytest.mark.parametrize(
    "text",
    [
        WIRE.replace("أعلنت", "اعلنت").replace("إلى", "الى"),
        "موروني (وكالات) - " + WIRE,
        WIRE[: len(WIRE) * 6 // 10],
        WIRE + " " + OTHER * 2,
        WIRE.replace("المتحدث باسم الهيئة", "ناطق باسمها").replace("عاجلة", "سريعة"),
    ],
)
def test_copies_are_found(text: str) -> None:
    assert shared(WIRE, text).enough and shared(text, WIRE).enough


def test_strangers_are_no_copies() -> None:
    assert not shared(WIRE, OTHER).enough
    assert shared(OTHER, WIRE).share == 0


def test_a_set_phrase_makes_no_copy() -> None:
    phrase = "جميع الحقوق محفوظة لوكالة الأنباء ولا يسمح بإعادة النشر. "
    assert not shared(phrase + WIRE, phrase + OTHER).enough


def test_a_copy_with_every_tenth_word_changed() -> None:
    long = " ".join(random.Random(3).sample((WIRE + " " + OTHER).split(". "), 10)) + " " + WIRE
    assert shared(long, every(10, long)).enough


def test_prints_do_not_depend_on_spelling() -> None:
    assert prints_of(article("مُحَمَّد قال إن أحمد وصل إلى القاهرة اليوم")) == prints_of(
        article("محمد قال ان احمد وصل الى القاهره اليوم")
    )
    assert prints_of(article("كلام قصير جدا.")) == Prints()


@pytest.mark.parametrize(
    ("old", "new", "veto"),
    [
        ("الرابعة", "الخامسة", "number: "),
        ("الاثنين", "الثلاثاء", "date: "),
        ("النرويج", "الدنمارك", "name: "),
        ("المتحدث باسم الهيئة", "المتحدث باسمها", None),
        ("خياما وأدوية", "أدوية وخياما", None),
        ("عاجلة", "سريعة", None),
    ],
)
def test_vetoes(old: str, new: str, veto: str | None) -> None:
    text = WIRE.replace("باسم الهيئة", "باسم الهيئة في النرويج") if old == "النرويج" else WIRE
    found = difference(article(text), article(text.replace(old, new)), word_table())
    assert found is None if veto is None else found is not None and found.startswith(veto)


def test_what_only_one_tells_is_no_difference() -> None:
    assert difference(article(WIRE), article(WIRE[: len(WIRE) // 2]), word_table()) is None
    assert difference(article(WIRE), article(WIRE + " وقتل 12 شخصا في السيول يوم الأحد."), word_table()) is None


def test_one_number_in_words_and_in_digits() -> None:
    text = WIRE.replace("آلاف السكان", "خمسة سكان")
    assert difference(article(text), article(WIRE.replace("آلاف السكان", "5 سكان")), word_table()) is None


def test_a_workspace_links_copies_and_merges_none(tmp_path: Path) -> None:
    fifth, longer = WIRE.replace("الرابعة", "الخامسة"), "مقدمة جديدة للخبر هنا. " + WIRE
    texts = [WIRE, OTHER, WIRE[: len(WIRE) * 7 // 10], fifth, longer]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    store = open_store(tmp_path / "w")
    ingest = Ingest(store, snapshots_of(tmp_path / "w"), Workers(0), lambda tally: None)
    paths = [str(tmp_path / f"{number}.txt") for number in range(5)]
    assert ingest.run(open_sources(paths, done=ingest.done)).added == 5
    store.close()
    reader = open_reader(tmp_path / "w")
    (first,) = reader.find("0")
    links = {copy.article: copy for copy in reader.copies(first.id)}
    names = {head.doc: head.id for number in range(5) for head in reader.find(str(number))}
    assert set(links) == {names["2"], names["3"], names["4"]}
    assert links[names["2"]].shared > 0.9 and links[names["2"]].veto is None
    assert (links[names["3"]].veto or "").startswith("number: ")
    assert links[names["4"]].veto is None
    assert not reader.copies(names["1"])
    assert reader.summary().articles == 5
