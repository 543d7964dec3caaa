"""The objects of the Python API."""

from __future__ import annotations

import copy
import html
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from sample_coding import ARTICLE, CODING, TEXT

import marsad
from marsad.types import Entity, Span
from marsad.view.coded import with_article

ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"), **os.environ}
CODED = with_article(CODING, ARTICLE)


def test_a_coded_article_is_a_coding_with_its_article() -> None:
    assert isinstance(CODED, marsad.Coding)
    assert CODED.events == CODING.events
    assert CODED.text == TEXT
    for event in CODED.events:
        spans: list[Span | Entity] = [*event.mentions, *event.actor, *event.recipient, *event.chain]
        for found in spans:
            assert CODED.text[found.start : found.end] == found.text


def test_its_record_is_that_of_the_coding() -> None:
    assert CODED.to_json().encode() == msgspec.json.encode(CODING)
    assert msgspec.json.decode(CODED.to_json(), type=marsad.Coding) == CODING


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CODED.doc = "other"  # type: ignore[misc]


def test_it_survives_pickling_and_copying() -> None:
    for other in (pickle.loads(pickle.dumps(CODED)), copy.copy(CODED), copy.deepcopy(CODED)):
        assert other.article == ARTICLE
        assert other.to_json() == CODED.to_json()


def test_without_its_article_it_says_so() -> None:
    with pytest.raises(AttributeError, match="with_article"):
        _ = msgspec.structs.replace(CODED, doc="other").article


def test_notebooks_show_the_page_in_a_frame_of_its_own() -> None:
    shown = CODED._repr_html_()
    assert shown.startswith('<iframe title="marsad" sandbox=""')
    page = html.unescape(shown.partition('srcdoc="')[2].removesuffix('"></iframe>'))
    assert page.startswith("<!DOCTYPE html>")
    assert '<base href="about:srcdoc">' in page  # else its links would open the notebook inside the frame
    assert "<base" not in CODED.to_html()


def test_its_repr_is_short() -> None:
    assert repr(CODED) == "Coded('sample', published='2024-09-03', events=2, quotes=1)"


def test_all_public_names_are_there() -> None:
    for name in marsad.__all__:
        assert getattr(marsad, name) is not None
    assert set(marsad.__all__) <= set(dir(marsad))
    with pytest.raises(AttributeError):
        _ = marsad.no_such_name


def test_importing_marsad_loads_nothing_heavy() -> None:
    program = "import sys, marsad; print([m for m in ('msgspec', 'click', 'marsad.types') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert done.stdout.strip() == "[]"


def test_the_schema_describes_the_record() -> None:
    schema = marsad.record_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    record = json.loads(CODED.to_json())
    assert set(definitions["Coding"]["properties"]) == set(record)
    assert set(definitions["Event"]["properties"]) == set(record["events"][0])
    assert set(definitions["Published"]["properties"]) == set(record["published"])
