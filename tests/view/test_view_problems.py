"""What commands say: every message in both languages, and Arabic for every sentence the code can say of a problem."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.lexicon.sources import read_rows
from marsad.view.bidi import arabic
from marsad.view.labels import LANGS, load_labels
from marsad.view.problems import in_arabic

SRC = Path(__file__).resolve().parents[2] / "src" / "marsad"
MESSAGES = list(read_rows(SRC / "view" / "messages.tsv"))
PROBLEMS = list(read_rows(SRC / "view" / "problems.tsv"))
ARABIC = re.compile("[\u0600-\u06ff]")
CALLS = {"ReadError", "ReadProblem", "StoreError", "Finding", "Fault", "problem"}
SENTENCES = {"reason", "remedy", "what", "advice"}
ONLY_LATIN = {"doctor_line", "outlet_line", "field_line"}  # templates of nothing but slots, or of codes


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_message_has_both_languages_with_the_same_slots() -> None:
    keys = [row["key"] for row in MESSAGES]
    assert len(keys) == len(set(keys))
    assert [row["key"] for row in MESSAGES if not row["en"].strip() or not row["ar"].strip()] == []
    assert [row["key"] for row in MESSAGES if ARABIC.search(row["en"])] == []
    plain = [row for row in MESSAGES if string.Template(re.sub(r"\{[^}]*\}", "", row["en"])).template.strip(" :;,.()")]
    assert [row["key"] for row in plain if not ARABIC.search(row["ar"]) and row["key"] not in ONLY_LATIN] == []
    wrong = [
        row["key"]
        for row in MESSAGES
        if slots(row["ar"]) != slots(row["en"]) - ({"n"} if row["key"].endswith("_one") else set())
        and slots(row["ar"]) != slots(row["en"])
    ]
    assert wrong == []


def test_every_message_is_said_by_the_code_and_every_said_one_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SRC / "cli").glob("*.py")))
    keys = {row["key"] for row in MESSAGES}
    assert set(re.findall(r"\bsay\(\s*\"(\w+)\"", code)) <= keys
    families = ("kind_", "field_", "state_")
    unused = {key for key in keys if not key.startswith(families) and f'"{key.removesuffix("_one")}"' not in code}
    assert unused == set()


def test_no_character_would_be_replaced_on_standard_error() -> None:
    rows = [row[lang] for row in (*MESSAGES, *PROBLEMS) for lang in LANGS]
    assert [row for row in rows if not row.isprintable()] == []


def test_every_problem_has_both_languages() -> None:
    assert len({row["en"] for row in PROBLEMS}) == len(PROBLEMS)
    wrong = [row["en"] for row in PROBLEMS if not ARABIC.search(row["ar"]) or ARABIC.search(row["en"])]
    assert wrong == []
    letters = re.compile(r"\{(\w)\}")
    assert [r["en"] for r in PROBLEMS if set(letters.findall(r["en"])) != set(letters.findall(r["ar"]))] == []


def texts(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The strings an expression can be, "7" in the slots of f-strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.Name):
        for value in names.get(node.id, ()):
            yield from texts(value, {})
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body, names)
        yield from texts(node.orelse, names)
    elif isinstance(node, ast.BinOp):
        for left in texts(node.left, names):
            yield from (left + right for right in texts(node.right, names))


def assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for name, value in zip(target.elts, node.value.elts, strict=True):
                        if isinstance(name, ast.Name):
                            found.setdefault(name.id, []).append(value)
    return found


def said_of_problems(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = assigned(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS:
            arguments = node.args[:2] if name in ("ReadError", "StoreError", "problem") else []
            for argument in (*arguments, *(k.value for k in node.keywords if k.arg in SENTENCES)):
                yield from texts(argument, names)
        if isinstance(node.func, ast.Attribute) and name == "append" and path.match("store/sqlite/check.py"):
            yield from texts(node.args[0], names)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "left_out":
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from texts(inner.value, {})


@pytest.mark.parametrize("folder", ["cli", "export", "intake", "read", "store"])
def test_everything_that_can_be_said_of_a_problem_has_its_arabic(folder: str) -> None:
    said = {text for path in sorted((SRC / folder).rglob("*.py")) for text in said_of_problems(path)}
    # What is put together elsewhere: with words of the parser or of the system, or with a kind of damage.
    assembled = {"7: 7", "7 7", "the line is 7", "a row of 7 points at nothing"}
    spoken = {text for text in said if re.search("[a-z]{2}", text.replace("marsad", ""))} - assembled
    commands = {text for text in spoken if re.fullmatch(r"marsad( \S+)+", text)}
    assert {text for text in spoken - commands if in_arabic(text) == text} == set()
    assert len(spoken) > 2


def test_what_stands_in_a_slot_is_translated_where_it_is_a_sentence() -> None:
    assert in_arabic("this is a PDF document, not text") == "المحتوى مستند PDF لا نص"
    assert in_arabic("the text is empty") == "النص فارغ"
    assert in_arabic("/tmp/x y is not there") == "/tmp/x y غير موجود"
    assert in_arabic("of what nobody has thought") == "of what nobody has thought"


def test_latin_runs_of_an_arabic_line_are_set_apart() -> None:
    assert arabic("من /tmp/a b.txt إلى (c.txt)، ثم 12") == "من \u2066/tmp/a b.txt\u2069 إلى (\u2066c.txt\u2069)، ثم 12"
    assert arabic("المقال abc1 (نص)") == "المقال \u2066abc1\u2069 (نص)"


def test_numbers_and_ones() -> None:
    english, arabic = load_labels("en"), load_labels("ar")
    assert english.say("open_errors", n=1) == "1 open error"
    assert english.say("open_errors", n=12_000) == "12,000 open errors"
    assert arabic.say("open_errors", n=1) == "خطأ مفتوح واحد"
    assert arabic.say("open_errors", n=12_000) == "أخطاء مفتوحة: 12,000"
    assert arabic.listed(["أ", "", "ب"]) == "أ، ب"
    with pytest.raises(KeyError):
        english.say("no such message")
