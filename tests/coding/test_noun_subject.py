"""A verbal noun with its subject and its object behind it is done by the one and to the other."""

from __future__ import annotations

import pytest

from marsad.coding.coder import Reading
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def read(sentence: str) -> Reading:
    return read_article(read_text(f"عنوان\n\n{sentence}", "a", Metadata(published="2026-03-11")))[0]


def frames(sentence: str, entry: str) -> dict[str, str]:
    """The frames of the options of a candidate, by the words of each."""
    reading = read(sentence)
    a = reading.a
    c = next(x for x in reading.candidates if x.entry.id == entry)
    return {a.text[slice(*a.span(o.mention.first, o.mention.last))]: o.frame for o in c.options}


@pytest.mark.parametrize(
    ("sentence", "entry", "doer", "done_to"),
    [
        (
            "بعد أيام من احتجاز خفر السواحل النرويجي سفينة صيد آيسلندية قرب جزيرة يان ماين.",
            "coerce.ihtajaza", "خفر السواحل النرويجي", "سفينة صيد آيسلندية",
        ),
        ("وأعلن النادي اعتقال الشرطة النرويجية خمسة صحفيين.", "coerce.itaqala", "الشرطة النرويجية", "خمسة صحفيين"),
    ],
)  # fmt: skip
def test_subject_and_object(sentence: str, entry: str, doer: str, done_to: str) -> None:
    found = frames(sentence, entry)
    assert (found[doer], found[done_to]) == ("actor", "recipient")


@pytest.mark.parametrize(
    ("sentence", "entry", "done_to"),
    [
        ("وأعلنت النرويج احتجاز سفينة صيد آيسلندية.", "coerce.ihtajaza", "سفينة صيد آيسلندية"),
        ("طالبت السويد بإدانة اعتقال زعيم المعارضة نيلس هانسن.", "coerce.itaqala", "زعيم المعارضة نيلس هانسن"),
        ("وأعلنت النرويج اعتقال جنود آيسلنديين في الميناء.", "coerce.itaqala", "جنود آيسلنديين"),
    ],
)
def test_an_object_alone(sentence: str, entry: str, done_to: str) -> None:
    assert frames(sentence, entry)[done_to] == "recipient"
