"""The house stands: its contracts are kept, and the student's side needs next to nothing."""

import ast
import contextlib
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import grader
from grader.sandbox.wall import INSIDE

PACKAGE = Path(grader.__file__).parent
# Imported when first used, at no cost to whoever never does; for nbgrader's seconds no verdict waits.
LATE = {"cli", "__init__", "demo", "grading.class_folder", "grading.grade", "grading.machine"}
# Imported by other rooms by their own names, not from a face.
BY_NAME = {
    "values.arrays": "needs msgspec, which students do not have",
    "values.packed": "needs msgspec, which students do not have",
    "values.frames": "needs msgspec, which students do not have",
    "values.messages": "needs msgspec, which students do not have",
    "checks": "its face is what authors import; the engine is ours",
    "records.verify": "needs nbgrader, which takes seconds to import",
    "records.verified": "goes with the former",
    "grading.late_penalties": "needs nbgrader, which takes seconds to import",
    "gradebook.nbgrader_plugin": "nbgrader loads it by this name",
    "class_report.similarity": "imports copydetect, and that all of matplotlib, for whoever asks for it",
    "student": "its face is what a student's notebook imports",
}
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40
# What is longer, and why it is one thing all the same.
LONG = {
    "checks.follow_through.stand_ins": "a decorator around a decorator's body",
    "cli.collecting.collect": "half of it are the command's options",
    "grading.cluster.grade_on_cluster": "what is done with each outcome, in the order of its rounds",
    "grading.grade.grade_class": "most of it is what its options mean",
    "grading.machine.machine_for": "a class that is sent to other machines by value",
}
LOOSE = {"cores", "demo", "doctor", "errors", "wording"}  # what belongs to no room


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


def test_rooms() -> None:
    """Whoever looks into the package sees rooms, and beside them a handful of modules that are known."""
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", *LOOSE}


def test_inside_of_the_wall() -> None:
    """What a student's process may see of the package is there; bubblewrap builds no wall without it."""
    assert [name for name in INSIDE if not (PACKAGE / name).is_file()] == []


def test_contracts() -> None:
    """Rooms import downward only, and as pyproject.toml says besides."""
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True)

    assert run.returncode == 0 and ", 0 broken" in run.stdout, run.stdout
    assert run.returncode == 0, run.stdout


def test_imports_stand_on_top() -> None:
    """What a module needs is seen at its top; only commands import when they run."""
    hidden = [
        f"{one.by}.{one.within} imports {one.name}"
        for one in imports()
        if one.within and not {one.by, room(one.by)} & LATE
    ]

    assert hidden == []


def test_rooms_are_entered_by_their_face() -> None:
    """What a room needs of another is in that one's face, or there is a reason."""
    inside = [
        f"{one.by} imports {one.name}"
        for one in imports()
        if re.match(r"grader\.\w+\.", one.name) and room(one.by) != room(one.name) and not _in_face(one.name)
    ]

    assert inside == []


def _in_face(module: str) -> bool:
    """Whether a module of a room is named in the room's __all__, or may be imported by its own name."""
    _, room, name = module.split(".")[:3]
    named = {room, f"{room}.{name}"} & BY_NAME.keys()
    return bool(named) or name in getattr(importlib.import_module(f"grader.{room}"), "__all__", ())


def test_nothing_is_built_again_for_each_element() -> None:
    """No comprehension asks whether something is in a collection that it makes anew each time.

    With a class of 50,000, that takes minutes, where 200 students take no time at all.
    """
    found = [
        f"{name}:{test.lineno}: {ast.unparse(test)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.comprehension)
        for condition in node.ifs
        for test in ast.walk(condition)
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In | ast.NotIn)
        if _is_made_of_others(test.comparators[0])
    ]

    assert found == []


def _is_made_of_others(node: ast.expr) -> bool:
    """Whether to evaluate it takes a look at every element of another collection."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr | ast.Sub)
    calls = isinstance(node, ast.Call) and ast.unparse(node.func) in ("set", "list", "tuple", "sorted")
    return calls or (
        isinstance(node, ast.Set | ast.List) and any(isinstance(one, ast.Starred) for one in node.elts)
    )


def test_scripts_import_what_is_there() -> None:
    """What benchmarks, docs and fuzz targets import of us is there, though CI does not run them."""
    root = PACKAGE.parent
    scripts = [
        path for folder in ("benchmarks", "docs", "fuzz") for path in sorted((root / folder).glob("*.py"))
    ]

    absent = [
        f"{path.name} imports {alias.name} from {node.module}"
        for path in scripts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader")
        for alias in node.names
        if not _is_there(node.module or "", alias.name)
    ]

    assert absent == []


def _is_there(module: str, name: str) -> bool:
    """Whether `from module import name` would do."""
    with contextlib.suppress(ModuleNotFoundError):
        found = importlib.import_module(module)
        return hasattr(found, name) or bool(importlib.import_module(f"{module}.{name}"))
    return False


def test_no_reason_without_a_need() -> None:
    """Whoever no longer needs to go in by the window is taken off the list."""
    used = {one.name.removeprefix("grader.") for one in imports() if room(one.by) != room(one.name)}

    assert [name for name in BY_NAME if not any(f"{one}.".startswith(f"{name}.") for one in used)] == []


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
    """A module is at most 250 lines long, a function 40, or there is a reason; nobody has one for nothing."""
    functions = [
        f"{name}.{node.name}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    paths = [path for path in PACKAGE.rglob("*.py") if path.read_text("utf-8").count("\n") > LONGEST_MODULE]
    large = [".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in paths]

    assert sorted([*functions, *large]) == sorted(LONG), "split what does two things, or say why in LONG"
