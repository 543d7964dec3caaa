"""Records of msgspec and dataclasses written out as plain classes, which mypyc compiles; source text in and out."""

from __future__ import annotations

import ast
from typing import NamedTuple

_SUBCLASSED = ("LearnedDecider",)  # classes that a module which is not compiled makes others of
_HEAD = "from __future__ import annotations\n"
_ADDED = "from typing import ClassVar as _ClassVar, final as _final\n"


class Record(NamedTuple):
    """A field of a record: its name and type, and as source its default or what makes one."""

    name: str
    kind: str
    default: str | None
    factory: str | None
    given: bool  # an argument of the constructor


def plain_records(source: str) -> str:
    """The source with its records as plain final classes that behave alike: fields, defaults, comparison, hash."""
    tree = ast.parse(source)
    lines = source.split("\n")
    found = [node for node in tree.body if isinstance(node, ast.ClassDef) and _is_record(node)]
    for node in reversed(found):
        start = min([x.lineno for x in node.decorator_list] + [node.lineno]) - 1
        lines[start : node.end_lineno] = _plain(node, lines)
    for at in [n for n, line in enumerate(lines) if line.startswith(tuple(f"class {x}:" for x in _SUBCLASSED))]:
        lines.insert(at, "@_mypyc_attr(allow_interpreted_subclasses=True)")
    text = "\n".join(lines)
    added = _ADDED if found else ""
    added += "from mypy_extensions import mypyc_attr as _mypyc_attr\n" if "@_mypyc_attr" in text else ""
    text = text.replace("from msgspec import structs\n", "from marsad import _fast as structs\n")
    text = text.replace("from dataclasses import dataclass, replace\n", "from marsad._fast import replace\n")
    text = text.replace("from dataclasses import replace\n", "from marsad._fast import replace\n")
    return text.replace(_HEAD, _HEAD + added, 1)


def _is_record(node: ast.ClassDef) -> bool:
    decorated = any("dataclass" in ast.unparse(x) for x in node.decorator_list)
    return decorated or any(ast.unparse(x) == "msgspec.Struct" for x in node.bases)


def _fields(node: ast.ClassDef) -> list[Record]:
    found = []
    for item in node.body:
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        default, factory, given = (ast.unparse(item.value) if item.value else None), None, True
        if isinstance(item.value, ast.Call) and ast.unparse(item.value.func) in ("field", "msgspec.field"):
            options = {x.arg: ast.unparse(x.value) for x in item.value.keywords}
            default, factory = None, options.get("default_factory")
            given = options.get("init") != "False"
        found.append(Record(item.target.id, ast.unparse(item.annotation), default, factory, given))
    return found


def _plain(node: ast.ClassDef, lines: list[str]) -> list[str]:
    frozen = any(x.arg == "frozen" and ast.unparse(x.value) == "True" for x in node.keywords)
    frozen = frozen or any("frozen=True" in ast.unparse(x) for x in node.decorator_list)
    fields = _fields(node)
    given = [x for x in fields if x.given]
    names = [x.name for x in given]
    out = ["@_final", f"class {node.name}:"]
    out += [f"    {x.name}: {x.kind}" for x in fields]
    out.append(f"    FIELDS: _ClassVar[tuple[str, ...]] = {tuple(names)!r}")
    out += ["", f"    def __init__(self, {', '.join(map(_argument, given))}) -> None:"]
    out += [
        f"        self.{x.name} = {x.name}" if x.factory is None else
        f"        self.{x.name} = {x.factory}() if {x.name} is None else {x.name}"
        for x in given
    ]  # fmt: skip
    same = " and ".join([f"self.{x} == other.{x}" for x in names])
    out += ["", "    def __eq__(self, other: object) -> bool:"]
    out.append(f"        return self is other or (isinstance(other, {node.name}) and {same})")
    out += ["", "    def __hash__(self) -> int:"]
    values = ", ".join(f"self.{x}" for x in names)
    out.append(f"        return hash(({values},))" if frozen else "        raise TypeError('unhashable record')")
    for item in node.body:
        if not isinstance(item, ast.AnnAssign | ast.Expr):
            decorators = item.decorator_list if isinstance(item, ast.FunctionDef) else []
            first = min([x.lineno for x in decorators] + [item.lineno]) - 1
            out += ["", *lines[first : item.end_lineno]]
    return out


def _argument(x: Record) -> str:
    if x.factory is not None:
        return f"{x.name}: {x.kind} | None = None"
    return f"{x.name}: {x.kind}" + ("" if x.default is None else f" = {x.default}")
