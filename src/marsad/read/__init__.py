"""Reading: bytes of pages, texts and records become articles."""

from __future__ import annotations

from marsad.read.build import check_article
from marsad.read.dateline import Dateline, find_dateline
from marsad.read.decode import decode
from marsad.read.html import read_html
from marsad.read.problems import ReadError, ReadProblem
from marsad.read.record import read_record
from marsad.read.text import read_text

__all__ = [
    "Dateline",
    "ReadError",
    "ReadProblem",
    "check_article",
    "decode",
    "find_dateline",
    "read_html",
    "read_record",
    "read_text",
]
