"""A class to try everything on: known solutions in the released notebook, and troublemakers."""

import ast
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from grader.errors import CourseError
from grader.files import write_file
from grader.model import CHECKED, Assignment, Course, Report
from grader.notebooks import Source, release_notebook, to_bytes
from grader.solutions.new import write_assignment

RIGHT, WRONG = 11, 14  # at most; with the reference and four troublemakers: thirty
NEW = "first-steps"  # the assignment where there is no course

# What each does is put into a stub of its own, as far as there are enough.
TROUBLE = {
    "trouble-hangs": "def {stub}(*given):\n    while True:\n        pass\n",
    "trouble-exits": "import os\n\n\ndef {stub}(*given):\n    os._exit(0)\n",
    "trouble-hostile": (
        "import glob\nimport sys\n\n"
        "loot = [open(path).read() for path in glob.glob('/*/*/solutions/*/*.py')]\n"
        "for module in list(sys.modules.values()):\n"
        "    for name in ('assert_close', 'judge', 'check', 'plain'):\n"
        "        if hasattr(module, name):\n"
        "            setattr(module, name, lambda *given, **named: 42)\n\n\n"
        "def {stub}(*given):\n    return loot[0]\n"
    ),
}
UNREADABLE = b'{"cells": [{"cell_type": "code", "source": ["def sco'


@dataclass(frozen=True, slots=True)
class Expected:
    """What a student of the demo should come to.

    breaks: the question they got wrong; "": whichever it is; None: none.
    """

    student: str
    breaks: str | None = None
    status: str = "graded"


def demo_course(folder: Path, aside: Path) -> Path:
    """The course to make a class of: the one in `folder`, else what `grader new` makes, in `aside`."""
    if (folder / "course.toml").exists():
        return folder
    if not (aside / "course.toml").exists():  # which comes last: a demo that was ended may have made all
        for half in ("solutions", "assignments"):
            shutil.rmtree(aside / half, ignore_errors=True)
        write_assignment(aside, NEW)
    return aside


def demo_assignment(course: Course) -> str:
    """The first assignment that has known solutions to make a class of.

    Raises: CourseError: there is none.
    """
    listed = [one.name for one in course.assignments]
    found = next((name for name in listed if (course.root / "solutions" / name).is_dir()), None)
    if found:
        return found
    what = f"no solutions/{listed[0]} beside assignments/{listed[0]}" if listed else "no [[assignment]]"
    cure = f"write solutions/{listed[0]}, or begin" if listed else "begin"
    cure += " an assignment that has them: `grader new NAME`"
    raise CourseError(course.root, "", what, wanted="known solutions, of which the demo is made", cure=cure)


def make_class(assignment: Assignment, source: Source, class_folder: Path) -> list[Expected]:
    """Write the submissions under submitted/, and say what each should come to.

    Raises: CourseError: there are no known solutions to make them of, or they cannot be written.
    """
    expected = []
    for who, content in _students(assignment, source):
        home = class_folder / "submitted" / who.student / assignment.name
        write_file(home / f"{assignment.name}.ipynb", content)
        expected.append(who)
    return expected


def surprises(expected: Sequence[Expected], reports: Sequence[Report]) -> Iterator[str]:
    """What did not come out as it should."""
    found = {report.student: report for report in reports}
    for who in expected:
        report = found[who.student]
        lost = [name for name, one in report.questions.items() if one.results and one.score < one.points]
        if report.status != who.status:
            yield f"{who.student}: {report.status}, expected {who.status}"
        elif who.status == "graded" and who.breaks is None and lost:
            yield f"{who.student} is right, but lost points of {', '.join(lost)}"
        elif who.breaks is not None and not (who.breaks in lost if who.breaks else lost):
            yield f"{who.student} has full marks on {who.breaks or 'everything'}, which is wrong"


def filled_in(release: NotebookNode, stubs: Sequence[str], *texts: str) -> bytes:
    """The notebook, its stubs filled in from Python files; a later file's functions replace an earlier's.

    A class that is derived from that of the same name stands below it. What else is in a file (imports,
    constants) goes into a cell of its own, as students do.
    """
    functions: dict[str, str] = {}
    for text in texts:
        for name, own in _functions(text, stubs).items():
            below = name in functions and _is_derived(own, name)
            functions[name] = f"{functions[name]}\n\n{own}" if below else own
    beside = [part for text in texts if (part := _beside(text, stubs))]
    cells = []
    for cell in release.cells:
        name = cell.metadata["nbgrader"]["grade_id"]
        if [name] == [*stubs[:1]]:
            cells += [new_code_cell(part, id=f"own-{number}") for number, part in enumerate(beside)]
        cells.append({**cell, "source": functions[name]} if name in functions else cell)
    return to_bytes(NotebookNode({**release, "cells": [NotebookNode(cell) for cell in cells]}))


def _students(assignment: Assignment, source: Source) -> Iterator[tuple[Expected, bytes]]:
    if assignment.solutions is None:
        raise CourseError(assignment.folder, "", "no solutions beside it", cure="the demo is made of them")
    release, folder = release_notebook(source), assignment.solutions
    stubs = [question.name for question in assignment.questions if question.kind in CHECKED]
    reference = (folder / f"{assignment.name}.py").read_text("utf-8")
    yield Expected("right-reference"), filled_in(release, stubs, reference)
    for path in _spread(sorted((folder / "right").glob("*.py")), RIGHT):
        yield Expected(_name("right", path)), filled_in(release, stubs, reference, path.read_text("utf-8"))
    for path in _spread(sorted((folder / "wrong").glob("*.py")), WRONG):
        text = path.read_text("utf-8")
        breaks = next(iter(_functions(text, stubs)), "")
        yield Expected(_name("wrong", path), breaks), filled_in(release, stubs, reference, text)
    for student, (stub, text) in troublemakers(assignment).items():
        yield Expected(student, stub), filled_in(release, stubs, reference, text)
    yield Expected("trouble-unreadable", status="unreadable"), UNREADABLE


def troublemakers(assignment: Assignment) -> dict[str, tuple[str, str]]:
    """By student, the stub whose function makes trouble, and its text. None, if there is no function."""
    functions = [question.name for question in assignment.questions if question.kind == "stub"]
    pairs = zip(TROUBLE.items(), cycle(functions), strict=False)
    return {student: (stub, template.format(stub=stub)) for (student, template), stub in pairs}


def _name(kind: str, path: Path) -> str:
    return f"{kind}-{path.stem.replace('_', '-')}"


def _spread(paths: Sequence[Path], number: int) -> list[Path]:
    """`number` of them, evenly over all."""
    if len(paths) <= number:
        return list(paths)
    return [paths[index * len(paths) // number] for index in range(number)]


def _functions(text: str, stubs: Sequence[str]) -> Mapping[str, str]:
    """The source of each stub's function, or quiz's answer, in a file."""
    return {_defined(node): _source(text, node) for node in ast.parse(text).body if _defined(node) in stubs}


def _is_derived(text: str, name: str) -> bool:
    """Whether a class of this name is derived from an earlier one of the same name."""
    kinds = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    return any(isinstance(base, ast.Name) and base.id == name for kind in kinds for base in kind.bases)


def _beside(text: str, stubs: Sequence[str]) -> str:
    """All else in a file, less its docstring."""
    body = ast.parse(text).body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return "\n".join(_source(text, node) for node in body if _defined(node) not in stubs)


def _defined(node: ast.stmt) -> str:
    """The one name that a statement defines, "" if it is another kind of statement."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""


def _source(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno]) + "\n"
