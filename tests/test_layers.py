"""The layers: who may import whom, who touches files, and what no part of the package does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "marsad"

# Each layer and what it may import. Text stands before lexicon: the keys of the lexicon are made with its orthography.
ALLOWED: dict[str, set[str]] = {
    "types": set(),
    "text": {"types"},
    "lexicon": {"types", "text"},
    "knowledge": set(),
    "codebook": {"types", "lexicon"},
    "outlets": {"types", "text", "lexicon"},
    "read": {"types", "text", "lexicon", "outlets"},
    "find": {"types", "text", "lexicon"},
    "coding": {"types", "text", "lexicon", "codebook", "find"},
    "pipeline": {"types", "text", "lexicon", "codebook", "read", "find", "coding"},
    "view": {"types", "text", "lexicon", "codebook", "read", "find", "coding", "pipeline"},
    "intake": {"types", "text", "lexicon", "outlets", "read"},
    "story": {"types", "text", "lexicon"},
    "store": {"types", "text", "lexicon", "outlets", "read", "pipeline", "intake", "story"},
    "export": {"types", "text", "lexicon", "codebook", "store"},
    "workspace": {"types", "store", "export", "view"},
    "cli": {
        "types",
        "text",
        "lexicon",
        "codebook",
        "read",
        "find",
        "coding",
        "pipeline",
        "view",
        "outlets",
        "intake",
        "story",
        "store",
        "export",
    },
    "__init__": {"types", "read", "intake", "store", "export", "workspace", "pipeline", "view"},  # the public face
    "__main__": {"cli"},
}
# Checking the lexicon needs the types and modes of the codebook, whose tables are read with the lexicon's reader.
EXCEPTIONS = {("lexicon/lint.py", "codebook")}
# Modules that open files: inputs and outputs, and the package's own data.
FILES = {"read", "intake", "store", "export", "cli"}
DATA = {
    "lexicon/load.py", "lexicon/sources.py", "lexicon/letters.py", "lexicon/locate.py", "coding/weights.py",
    "view/labels.py", "view/page.py", "view/coded.py", "outlets/load.py",
}  # fmt: skip
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename"}
NETWORK = {
    "socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "xmlrpc",
    "webbrowser", "subprocess", "multiprocessing", "httpcore", "protego",
}  # fmt: skip
# Fetching, only when a user asks for it; what was fetched carries the time it was fetched.
FETCHING = {"intake/net.py", "intake/guard.py"}
# Starts the processes that code, and nothing else; they are this package's own.
PROCESSES = {("store/workers.py", "subprocess"), ("cli/fonts.py", "subprocess")}  # the latter asks fontconfig
# Notes when something was written; nothing is decided by it.
CLOCKS = {"store/clock.py"}
# Not the same on every run or machine, or able to run what a text says.
UNSTEADY = {"random", "secrets", "uuid", "pickle", "marshal", "shelve", "locale", "ctypes"}
BUILT_IN = {"eval", "exec", "compile", "__import__", "input", "hash", "id"}
CLOCK = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}


class Module(NamedTuple):
    """A module: its path in the package, its layer, and its syntax tree."""

    name: str
    layer: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        layer = inside.parts[0] if len(inside.parts) > 1 else inside.stem
        found.append(Module(inside.as_posix(), layer, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything a module imports, also inside functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}:{node.lineno}: a relative import; write the full name"
            for alias in node.names:
                name = node.module or ""
                yield node.lineno, f"{name}.{alias.name}" if name == "marsad" else name


def calls(module: Module) -> Iterator[tuple[int, str, str]]:
    """The line, the object ("" for a plain name) and the name of every call."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.lineno, "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                owner = node.func.value
                yield node.lineno, owner.id if isinstance(owner, ast.Name) else "?", node.func.attr


def test_every_layer_is_known() -> None:
    assert {m.layer for m in modules()} == set(ALLOWED)


def test_the_order_has_no_cycle() -> None:
    done: set[str] = set()
    while rest := {layer: needs - done for layer, needs in ALLOWED.items() if layer not in done}:
        free = {layer for layer, needs in rest.items() if not needs}
        assert free, f"these need each other: {sorted(rest)}"
        done |= free


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_stands_below_it(layer: str) -> None:
    wrong = []
    for module in modules():
        for line, name in imports(module) if module.layer == layer else ():
            parts = name.split(".")
            if parts[0] != "marsad" or parts[1] in {layer, "__version__"} | ALLOWED[layer]:
                continue
            if (module.name, parts[1]) not in EXCEPTIONS:
                wrong.append(f"{module.name}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_only_reading_and_the_command_line_touch_files() -> None:
    wrong = []
    for module in modules():
        if module.layer in FILES or module.name in DATA:
            continue
        for line, owner, name in calls(module):
            if name in OPENERS and (owner != "" or name == "open"):
                wrong.append(f"{module.name}:{line} calls {name}")
    assert not wrong, "\n".join(wrong)


def test_nothing_reaches_a_network_or_another_program() -> None:
    wrong = []
    for module in modules():
        for line, name in imports(module):
            top = name.split(".")[0]
            if (module.name, name) in PROCESSES or module.name in FETCHING:
                continue
            if top in NETWORK or name == "urllib.request":
                wrong.append(f"{module.name}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_a_coding_depends_on_nothing_but_text_and_data() -> None:
    wrong = []
    for module in modules():
        for line, name in imports(module):
            if name.split(".")[0] in UNSTEADY:
                wrong.append(f"{module.name}:{line} imports {name}")
        for line, owner, name in calls(module):
            clock = (owner, name) in CLOCK and module.layer != "cli" and module.name not in FETCHING | CLOCKS
            if (owner == "" and name in BUILT_IN and not _is_identity(module, name)) or clock:
                wrong.append(f"{module.name}:{line} calls {owner}{'.' if owner else ''}{name}")
    assert not wrong, "\n".join(wrong)


def _is_identity(module: Module, name: str) -> bool:
    """id() tells two objects of one run apart, which is no danger where nothing is sorted by it."""
    return name == "id" and module.layer in {"coding", "find", "view"}


def test_files_and_functions_stay_small() -> None:
    """The aim is 400 lines a file and 40 a function; nobody goes beyond half as much again, or twice as much."""
    wrong = []
    for module in modules():
        lines = len((PACKAGE / module.name).read_text(encoding="utf-8").splitlines())
        if lines > 600:
            wrong.append(f"{module.name}: {lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and (size := (node.end_lineno or 0) - node.lineno + 1) > 80:
                wrong.append(f"{module.name}:{node.lineno} {node.name}: {size} lines")
    assert not wrong, "\n".join(wrong)
