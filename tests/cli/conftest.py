"""Runs the command line in this process, with a coder that needs no data, and lets tests use the sample coding."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec import structs

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "view"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from cli_run import Run
from sample_coding import CODING, TEXT

from marsad.cli import code as code_module
from marsad.cli.main import run
from marsad.types import Article, Coding, Published


@pytest.fixture
def marsad(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command: exit status, standard output, standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        status = run([str(arg) for arg in args])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.fixture
def stub_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that knows one coding; where the text says "خلل" it fails as a faulty one would."""

    def code_article(article: Article) -> Coding:
        if "خلل" in article.text:
            raise KeyError("lost")
        published = Published(date=article.metadata.published, basis="given")
        return structs.replace(CODING, doc=article.doc, published=published)

    monkeypatch.setattr("marsad.pipeline.code_article", code_article)
    monkeypatch.setattr(code_module, "load_data", lambda *_: None)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The sample article as a file."""
    path = tmp_path / "sample.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
