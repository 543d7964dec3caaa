"""Compile the modules that read and code: `make fast`, or `python tools/build_fast.py [FOLDER]`.

A copy of the package is made in FOLDER (build/fast), never next to the sources; its data files are links to those of
the sources. In the copy the small records of the hot modules become plain classes, which mypyc can compile; then it
compiles them. The copy remembers what sources it was made of and refuses to be imported when they have changed since.
It codes to the same bytes (tests/tools). Takes a C compiler, the headers of Python, mypy and setuptools, and about
four minutes of one core.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from fast_records import plain_records
from fast_support import stamp_of

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "marsad"
COMPILED = ("text", "find", "coding")
# What reads tables asks for the types of its records while it runs, which compiled ones do not tell.
LEFT = ("coding/weights.py", "coding/deaths.py", "coding/examples.py", "find/dated_facts.py")
LEFT_BEGIN = ("time", "published")  # modules of find/ that use such records
_SCRIPT = """#!{python}
import sys

sys.path.insert(0, {folder!r})
from marsad.__main__ import main

sys.exit(main())
"""


class BuildError(Exception):
    """Why nothing could be compiled, and what to do about it."""


def hot_modules(package: Path) -> list[Path]:
    """The modules that are compiled, relative to the package."""
    found = []
    for name in COMPILED:
        for path in sorted((package / name).glob("*.py")):
            relative = path.relative_to(package)
            left = str(relative) in LEFT or (name == "find" and path.name.startswith(LEFT_BEGIN))
            if path.name != "__init__.py" and not left:
                found.append(relative)
    return found


def missing() -> str:
    """What is not there for compiling, in words; empty when all is."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}): install one"
    if not (Path(sysconfig.get_paths()["include"]) / "Python.h").exists():
        return "no Python.h: install the headers of Python (python3-dev)"
    absent = [name for name in ("mypyc", "setuptools", "mypy_extensions") if find_spec(name) is None]
    return f"no {', '.join(absent)}: pip install -r requirements-dev.lock" if absent else ""


def copy_package(folder: Path) -> Path:
    """The package copied into a folder: modules as copies, data as links."""
    package = folder / "marsad"
    if package.exists():
        shutil.rmtree(package)
    for old in folder.glob("*__mypyc.*"):
        old.unlink()
    for path in sorted(SOURCE.rglob("*")):
        target = package / path.relative_to(SOURCE)
        if "__pycache__" in path.parts or path.is_dir():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            shutil.copyfile(path, target)
        else:
            target.symlink_to(path)
    return package


def prepare(package: Path, modules: list[Path]) -> None:
    """Make the records of the hot modules plain classes, and let the copy look after its own age."""
    shutil.copyfile(Path(__file__).with_name("fast_support.py"), package / "_fast.py")
    for relative in modules:
        path = package / relative
        path.write_text(plain_records(path.read_text(encoding="utf-8")), encoding="utf-8")
    stamp = f"SOURCE = {str(SOURCE)!r}\nSTAMP = {stamp_of(SOURCE)!r}\n"
    (package / "_made_of.py").write_text(stamp, encoding="utf-8")
    start = package / "__init__.py"
    text = start.read_text(encoding="utf-8")
    start.write_text(text + "\nfrom marsad import _fast as _fast\n\n_fast.check()\n", encoding="utf-8")


def compile_modules(folder: Path, modules: list[Path]) -> None:
    """Run mypyc in a folder on modules of the copied package; raises BuildError with what it said."""
    names = [str(Path("marsad") / relative) for relative in modules]
    environment = {**os.environ, "MYPYC_OPT_LEVEL": "2", "MYPYPATH": str(folder)}
    options = ["--ignore-missing-imports", "--follow-imports=silent", "--no-warn-unused-ignores"]
    done = subprocess.run(
        [sys.executable, "-m", "mypyc", *options, "marsad/_fast.py", *names],
        cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise BuildError(f"mypyc failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    shutil.rmtree(folder / "build", ignore_errors=True)


def build(folder: Path, modules: list[Path] | None = None) -> Path:
    """The compiled package in a folder, with the command `marsad-fast` beside it; raises BuildError."""
    lacking = missing()
    if lacking:
        raise BuildError(lacking)
    package = copy_package(folder)
    chosen = hot_modules(package) if modules is None else modules
    prepare(package, chosen)
    try:
        compile_modules(folder, chosen)
    except BaseException:
        shutil.rmtree(package, ignore_errors=True)  # never half of it
        raise
    script = folder / "marsad-fast"
    script.write_text(_SCRIPT.format(python=sys.executable, folder=str(folder)), encoding="utf-8")
    script.chmod(0o755)
    return script


def main(arguments: list[str]) -> int:
    """Build into the folder named, or build/fast; 1 with the reason when that is not possible."""
    folder = Path(arguments[0]).resolve() if arguments else ROOT / "build" / "fast"
    print(f"compiling into {folder}; this takes some minutes", file=sys.stderr)
    try:
        script = build(folder)
    except BuildError as error:
        print(f"not built: {error}", file=sys.stderr)
        return 1
    print(f"built: {script}; from Python: PYTHONPATH={folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
