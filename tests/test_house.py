"""The house stands: imports go downward only, and the student's side needs next to nothing.

The floors are those that grader/__init__.py lists. A new module is added there, on its floor.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import grader

PACKAGE = Path(grader.__file__).parent
FLOORS = {
    name: int(number)
    for number, names in re.findall(
        r"^    floor (\d) +(.+(?:\n {14,}.+)*)", grader.__doc__ or "", re.MULTILINE
    )
    for name in names.split()
}
# Neighbours on one floor that one may import: the importer first.
BESIDE = {
    ("values", "errors"),
    ("arguments", "values"),
    ("model", "arguments"),
    ("model", "stand_ins"),
    ("wire", "stand_ins"),
    ("toml", "errors"),
    ("reading", "figures"),
    ("reading", "values"),
    ("values", "figures"),
    ("model", "values"),
    ("frozen", "arguments"),
    ("frozen", "figures"),
    ("frozen", "values"),
    ("wire", "frozen"),
    ("wire", "model"),
    ("wire", "values"),
    ("words", "model"),
    ("course", "notebooks"),
    ("diagnosis", "checks"),
    ("diagnosis", "interrupt"),
    ("diagnosis", "known"),
    ("interrupt", "checks"),
    ("known", "interrupt"),
    ("audit", "thoughtless"),
    ("autograde", "remembered"),
    ("marking", "feedback"),
    ("marking", "gradebook"),
    ("doctor", "gradebook"),
    ("class_report", "gradebook"),
    ("class_report", "groups"),
    ("export", "gradebook"),
    ("recording", "gradebook"),
    ("settling", "gradebook"),
    ("settling", "recording"),
    ("verify", "gradebook"),
    ("writing", "errors"),
}
# Imported when first used, at no cost to whoever never does.
LATE = {"cli", "__init__"}
ONLY_GRADEBOOK = {"gradebook", "nbgrader_plugin"}
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40


class Import(NamedTuple):
    """`by` imports `name`; within: the function it happens in, "" for none."""

    by: str
    name: str
    within: str


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module by its dotted name below grader."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text("utf-8"))


def imports() -> Iterator[Import]:
    for by, tree in modules():
        yield from _imports(by, tree, "")


def _imports(by: str, node: ast.AST, within: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(by, alias.name, within) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(by, _module(child.module or "", alias.name), within) for alias in child.names)
        inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else within
        yield from _imports(by, child, inside)


def _module(package: str, name: str) -> str:
    """What `from package import name` imports: a module of the package, or else the package."""
    path = PACKAGE.parent.joinpath(*package.split("."), name)
    return f"{package}.{name}" if path.with_suffix(".py").exists() or path.is_dir() else package


def room(name: str) -> str:
    """checks.draw and grader.checks.draw are both in checks."""
    return name.removeprefix("grader.").split(".")[0]


def inner() -> list[Import]:
    """Imports from one room of the house to another."""
    found = [one for one in imports() if one.name.startswith("grader.") and one.by != "__init__"]
    return [one for one in found if room(one.by) != room(one.name)]


def test_every_module_has_its_floor() -> None:
    """grader/__init__.py lists every module and package, once, and nothing that is not there."""
    there = {room(name) for name, _ in modules()} - {"__init__"}

    assert set(FLOORS) == there


def test_imports_go_downward() -> None:
    """Never up, and sideways only between the neighbours listed here."""
    wrong = [
        f"{one.by} (floor {FLOORS[room(one.by)]}) imports {one.name} (floor {FLOORS[room(one.name)]})"
        for one in inner()
        if FLOORS[room(one.name)] >= FLOORS[room(one.by)] and (room(one.by), room(one.name)) not in BESIDE
    ]

    assert wrong == []


def test_neighbours_listed_are_needed() -> None:
    """The list of exceptions holds none that nobody uses."""
    used = {(room(one.by), room(one.name)) for one in inner()}

    assert used >= BESIDE


def test_no_circles() -> None:
    """No module imports itself in the end, packages' own modules included."""
    needs: dict[str, set[str]] = {}
    for one in imports():
        if one.name.startswith("grader.") and one.by != "__init__" and not one.within:
            needs.setdefault(one.by, set()).add(one.name.removeprefix("grader."))

    circles = [name for name in needs if name in _reached(needs, name)]

    assert circles == []


def _reached(needs: dict[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    ahead = set(needs.get(start, ()))
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead |= needs.get(name, set()) - reached
    return reached


def test_imports_stand_on_top() -> None:
    """What a module needs is seen at its top; only commands import when they run."""
    hidden = [
        f"{one.by}.{one.within} imports {one.name}"
        for one in imports()
        if one.within and room(one.by) not in LATE
    ]

    assert hidden == []


def test_nbgrader_has_one_door() -> None:
    """Only the gradebook and nbgrader's own plugin know nbgrader."""
    knowing = {room(one.by) for one in imports() if room(one.name) in ("nbgrader", "sqlalchemy")}

    assert knowing <= ONLY_GRADEBOOK


BLOCKED = "msgspec nbformat jupytext IPython nbgrader rich typer matplotlib scipy nbconvert traitlets"
SCRIPT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1].split()))
from grader import selfcheck
import grader.checks
print(selfcheck.__name__, *sorted(name for name in sys.modules if name.startswith("grader.")))
"""


def test_student_side_needs_numpy_and_hypothesis_alone() -> None:
    """selfcheck can be imported where nothing of the instructor's side is installed."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, BLOCKED], capture_output=True, text=True, cwd=PACKAGE.parent
    )

    assert run.stderr == ""
    assert run.stdout.startswith("selfcheck ") and " grader.checks " in run.stdout
    assert "grader.values.frames" not in run.stdout


def test_command_line_answers_at_once() -> None:
    """`grader --help` loads no part of the grader but the command line itself."""
    script = "import sys, grader.cli; print(*(name for name in sys.modules if name.startswith('grader')))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert {".".join(name.split(".")[:2]) for name in run.stdout.split()} == {"grader", "grader.cli"}


def test_lazy_name_that_is_not_there() -> None:
    """A name that grader does not have is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match="module 'grader' has no attribute 'selfchek'"):
        grader.selfchek  # noqa: B018


def test_budgets() -> None:
    """What is long is told by `pytest -rP`, to feel uneasy about; twice the budget is too much."""
    long = [
        f"{name}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sorted(PACKAGE.rglob("*.py"))}
    large = [f"{path.name}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_MODULE]
    print("\n".join(["beyond the budget:", *large, *long]))

    assert max(lengths.values()) < 2 * LONGEST_MODULE
