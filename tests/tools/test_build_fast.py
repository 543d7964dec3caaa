"""The compiled copy: its records behave alike, it codes to the same bytes, and it does not outlive its sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import build_fast  # noqa: E402
from fast_records import plain_records  # noqa: E402

CODE = """
import sys
from pathlib import Path
import msgspec
from marsad.intake import read_path
from marsad.pipeline import code_article
from marsad.text import words
sys.stderr.write(words.__file__)
for article in read_path(Path(sys.argv[1])):
    sys.stdout.buffer.write(msgspec.json.encode(code_article(article)) + b"\\n")
"""
RECORDS = '''from __future__ import annotations
from dataclasses import dataclass, field
import msgspec

class Point(msgspec.Struct, frozen=True, gc=False):
    """A point."""
    x: int
    name: str = "p"

    @property
    def double(self) -> int:
        return 2 * self.x

class Line(msgspec.Struct):
    first: Point
    more: list[int] = msgspec.field(default_factory=list)

@dataclass(slots=True)
class Box:
    key: str
    lines: list[Line] = field(default_factory=list)
    best: Line = field(init=False)
    sure: float = 0.0

    def choose(self) -> None:
        self.best = self.lines[0]
'''


def run(folder: Path, article: str = "08-speech.txt") -> subprocess.CompletedProcess[bytes]:
    """Code an article of the demo with the package in a folder."""
    return subprocess.run(
        [sys.executable, "-c", CODE, str(ROOT / "demo" / "articles" / article)],
        env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy with its records rewritten, not compiled."""
    folder = tmp_path_factory.mktemp("prepared")
    package = build_fast.copy_package(folder)
    build_fast.prepare(package, build_fast.hot_modules(package))
    return folder


def records(source: str) -> dict[str, Any]:
    """The names that a source defines."""
    made: dict[str, Any] = {"__name__": __name__}
    exec(compile(source, "records", "exec"), made)
    return made


@pytest.mark.parametrize("source", [RECORDS, plain_records(RECORDS)], ids=["as written", "plain"])
def test_records_behave_alike(source: str) -> None:
    made = records(source)
    point, line, box = made["Point"], made["Line"], made["Box"]
    assert point(1) == point(1, "p") != point(2) and hash(point(1)) == hash(point(1, "p"))
    assert point(x=3, name="q").double == 6
    one, two = line(point(1)), line(point(1))
    one.more.append(1)
    assert two.more == [] and one != two == line(point(1), [])
    found = box("k", [one], sure=0.5)
    found.choose()
    assert found.best is one and found.sure == 0.5 and box("k").lines == []
    with pytest.raises(TypeError):
        hash(one)


def test_no_record_is_left_in_compiled_modules(prepared: Path) -> None:
    package = prepared / "marsad"
    modules = build_fast.hot_modules(package)
    assert Path("coding/candidates.py") in modules and Path("coding/weights.py") not in modules
    for module in modules:
        text = (package / module).read_text(encoding="utf-8")
        assert "(msgspec.Struct" not in text and "@dataclass" not in text, module


def test_the_copy_codes_to_the_same_bytes(prepared: Path) -> None:
    plain, copied = run(ROOT / "src"), run(prepared)
    assert copied.returncode == 0, copied.stderr
    assert copied.stdout == plain.stdout != b"" and str(prepared).encode() in copied.stderr


def test_a_copy_of_other_sources_is_refused(tmp_path: Path) -> None:
    package = build_fast.copy_package(tmp_path)
    build_fast.prepare(package, [])
    made_of = package / "_made_of.py"
    made_of.write_text(made_of.read_text(encoding="utf-8").replace("STAMP = '", "STAMP = '0"), encoding="utf-8")
    refused = run(tmp_path)
    assert refused.returncode and b"has changed since `make fast`" in refused.stderr


def test_without_a_compiler_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_fast.shutil, "which", lambda name: None)
    assert build_fast.main([str(tmp_path / "fast")]) == 1
    assert "no C compiler" in capsys.readouterr().err and not (tmp_path / "fast").exists()


@pytest.mark.skipif(bool(build_fast.missing()), reason=build_fast.missing() or "all is there")
def test_compiled_modules_code_to_the_same_bytes(tmp_path: Path) -> None:
    modules = [Path("text/orthography.py"), Path("text/tokens.py"), Path("text/words.py"), Path("coding/verdict.py")]
    script = build_fast.build(tmp_path, modules)
    plain, compiled = run(ROOT / "src", "02-wire.txt"), run(tmp_path, "02-wire.txt")
    assert compiled.returncode == 0, compiled.stderr
    assert compiled.stdout == plain.stdout != b"" and compiled.stderr.endswith(b".so")
    shown = subprocess.run([str(script), "--help"], capture_output=True)
    assert shown.returncode == 0 and b"Usage" in shown.stdout


def test_the_whole_build_codes_to_the_same_bytes() -> None:
    folder = ROOT / "build" / "fast"
    if not (folder / "marsad-fast").exists():
        pytest.skip("not built: make fast")
    for article in sorted((ROOT / "demo" / "articles").iterdir()):
        compiled = run(folder, article.name)
        if b"make fast" in compiled.stderr:
            pytest.skip("the build is older than the sources")
        assert compiled.returncode == 0, compiled.stderr
        assert compiled.stdout == run(ROOT / "src", article.name).stdout, article.name
