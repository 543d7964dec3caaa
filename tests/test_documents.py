"""What the documents say is so: every field, key and command is explained, links lead somewhere, examples run."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from marsad import types
from marsad.cli.main import cli
from marsad.intake.kinds import ENDINGS
from marsad.lexicon import schema
from marsad.outlets import Expectation, Outlet, Selectors
from marsad.outlets.load import read_outlet

ROOT = Path(__file__).resolve().parents[1]
RECORDS = (
    types.Coding, types.Published, types.DateCandidate, types.Constraint, types.Block, types.Event, types.Entity,
    types.Place, types.Quote, types.Metadata, types.Framing, types.TimeMention, types.Versions, types.Span,
)  # fmt: skip
PAGES = ("README.md", "README.ar.md", "docs/record.md", "docs/lexicon.md", "docs/intake.md", "demo/README.md")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_a_record_is_explained(record: type[msgspec.Struct]) -> None:
    text = read("docs/record.md")
    assert [name for name in record.__struct_fields__ if f"`{name}`" not in text] == []


@pytest.mark.parametrize("entry", [schema.EventEntry, schema.ContentClass], ids=["event", "content"])
def test_every_key_of_an_entry_is_explained(entry: type[msgspec.Struct]) -> None:
    text = read("docs/lexicon.md")
    assert [name for name in entry.__struct_fields__ if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", read(page))
    here = (ROOT / page).parent
    assert [t for t in targets if not t.startswith("https://") and not (here / t).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_commands_and_options_exist(page: str) -> None:
    text = read(page)
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    commands = set(re.findall(r"^(?:\$ )?marsad ([a-z]+)", fenced, re.MULTILINE)) | set(
        re.findall(r"`marsad ([a-z]+)", text)
    )
    assert {"code", "explain"} <= commands
    assert commands <= set(cli.commands)
    known = {option for command in commands for part in cli.commands[command].params for option in part.opts}
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    assert options <= known


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_the_python_example_runs(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", read(page), re.DOTALL)
    assert example is not None
    exec(compile(example[1], page, "exec"), {})
    assert capsys.readouterr().out.strip() == "REQUEST ('meet',) ['NOR'] ['دعت']"


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_targets_of_make_exist(page: str) -> None:
    made = re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE)
    assert {t for t in re.findall(r"`?make ([a-z]+)", read(page)) if t not in made} == set()


def test_lock_files_pin_versions_and_name_no_place() -> None:
    """Each line is name==version or another lock file; what the package depends on is among them."""
    locks = ("requirements.lock", "requirements-dev.lock", "requirements-train.lock")
    for lock in locks:
        lines = [line for line in read(lock).splitlines() if line and not line.startswith("#")]
        assert all(re.fullmatch(r"-r \S+\.lock|[A-Za-z0-9_.-]+==[0-9][\w.]*", line) for line in lines), lock
    pinned = {line.partition("==")[0].lower() for line in read(locks[0]).splitlines()}
    wanted = re.search(r"^dependencies = \[(.*?)\]", read("pyproject.toml"), re.DOTALL | re.MULTILINE)
    assert wanted is not None
    assert {name.lower() for name in re.findall(r'"([A-Za-z0-9_-]+)', wanted[1])} <= pinned


@pytest.mark.parametrize("record", [Outlet, Selectors, Expectation], ids=lambda record: record.__name__)
def test_every_key_of_an_outlet_is_explained(record: type[msgspec.Struct]) -> None:
    text = read("docs/intake.md")
    made = {"id", "page", "selectors", "expect"}  # `[[selectors]]` and `[expect]` stand there in brackets
    assert [name for name in record.__struct_fields__ if name not in made and f"`{name}`" not in text] == []


def test_the_outlet_of_the_documents_can_be_read(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(domains.*?)```", read("docs/intake.md"), re.DOTALL)
    assert example is not None
    (tmp_path / "nahr.toml").write_text(example[1], encoding="utf-8")
    assert read_outlet(tmp_path / "nahr.toml").name.en == "The River"


def test_every_ending_that_is_known_is_in_the_documents() -> None:
    text = read("docs/intake.md")
    assert [ending for ending in ENDINGS if f"`{ending}`" not in text and ending != ".shtml"] == []
