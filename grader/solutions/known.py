"""Known solutions: the reference, right ones in odd styles, wrong ones with one misconception each.

They are ours, so they run in this process. A known solution's file defines only what it does its own way;
the rest comes from the reference, run before it in the same namespace, as cells of a notebook are.
"""

import ast
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from grader.checks.folders import FOLDER
from grader.errors import CourseError, did_you_mean
from grader.model import CHECKED, Assignment, Limits
from grader.sandbox import TimeUp
from grader.solutions import headers
from grader.solutions.headers import Keeps
from grader.solutions.interrupt import ending
from grader.values import printed_to, without_drawing

LOADING = Limits().cell_seconds  # a file may take so long to define its functions

Functions = Mapping[str, Any]  # by question: a stub's function, or the text that answers a quiz


@dataclass(frozen=True, slots=True, eq=False)
class KnownSolution:
    """name: its docstring's first line; hint: the rest. caught_by: ids of the checks that must fail.

    keeps: what a wrong solution's header says that it keeps; None: it says nothing.
    touches: the stubs that may answer otherwise than the reference: redefined, or using what was.
    redefines: those that its file defines; none where it changes a helper alone.
    again: its functions once more, which share nothing that they remember with these.
    """

    path: Path
    name: str
    hint: str
    caught_by: frozenset[str]
    keeps: Keeps | None
    functions: Functions
    touches: frozenset[str]
    redefines: frozenset[str]
    again: Callable[[], Functions]


def load_reference(assignment: Assignment) -> Functions:
    """The reference's functions, one for every stub.

    Raises: CourseError: it cannot be run, or a stub's function is missing from it.
    """
    path = _solutions(assignment) / f"{assignment.name}.py"
    namespace = _namespace(assignment)
    _run(path, namespace)
    for question in assignment.questions:
        if question.kind == "stub" and not callable(namespace.get(question.name)):
            raise CourseError(path, "", f"no function {question.name}", wanted="one for every stub")
        if question.kind == "quiz" and not isinstance(namespace.get(question.name), str):
            raise CourseError(path, "", f"no text {question.name}", wanted="an answer to every quiz question")
    return _functions(assignment, namespace)


def reference_text(assignment: Assignment) -> str:
    """The reference's source. Raises: CourseError: there are no solutions."""
    return (_solutions(assignment) / f"{assignment.name}.py").read_text("utf-8")


def load_known(
    assignment: Assignment, kind: str, *, only: str = "", headless: bool = False
) -> tuple[KnownSolution, ...]:
    """The right or the wrong solutions, by file name.

    only: the one with this name, without .py; "": all. headless: wrong ones need no header yet.

    Raises: CourseError: one cannot be run, has no docstring, or a wrong one does not say what catches it.
    """
    folder = _solutions(assignment) / kind
    paths = sorted(folder.glob(f"{only or '*'}.py"))
    found = tuple(_load(assignment, path) for path in paths)
    bare = [one.path for one in found if kind == "wrong" and not (one.caught_by or headless)]
    if bare:
        named = ", ".join(path.name for path in bare)
        wanted = '"# caught by: check, check" below the docstring'
        cure = f"`grader audit {assignment.name} --write-headers` writes it"
        problem = f"{named} {'does' if len(bare) == 1 else 'do'} not say which checks catch the mistake"
        raise CourseError(folder, "", problem, wanted=wanted, cure=cure)
    return found


def _load(assignment: Assignment, path: Path) -> KnownSolution:
    namespace = _namespace(assignment)
    _run(_solutions(assignment) / f"{assignment.name}.py", namespace)
    before = dict(namespace)
    text = _run(path, namespace)
    name, _, hint = (ast.get_docstring(ast.parse(text)) or "").partition("\n")
    if not name:
        raise CourseError(
            path, "line 1", "no docstring", wanted="its name, and below that a question for the student"
        )
    caught_by = headers.caught_by(text)
    functions = _functions(assignment, namespace)
    touches = _touched(namespace, before) & functions.keys()
    redefines = frozenset(name for name in touches if before.get(name) is not namespace[name])
    files = ((_solutions(assignment) / f"{assignment.name}.py").resolve(), path.resolve())
    start = _namespace(assignment)  # now: later the process may be in another folder

    def again() -> Functions:
        names = dict(start)
        for file in files:
            _run(file, names)
        return _functions(assignment, names)

    hint, keeps = " ".join(hint.split()), headers.keeps(path, text)
    if not touches:
        _refuse_idle(path, ast.parse(text), list(functions))
    return KnownSolution(path, name, hint, caught_by, keeps, functions, touches, redefines, again)


def _refuse_idle(path: Path, tree: ast.Module, questions: Sequence[str]) -> None:
    """Raises: CourseError: a file that changes no answer defines no question's function either."""
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    named = [one.id for one in targets if isinstance(one, ast.Name)]
    named = [one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)] + named
    if not set(named) & set(questions):
        found = f"it defines {', '.join(named)}" if named else "it defines nothing"
        cures = (did_you_mean(name, questions) for name in named)
        cure = next(filter(None, cures), "a solution defines what it does its own way")
        raise CourseError(path, "", found, wanted=f"one of: {', '.join(questions)}", cure=cure)


def _namespace(assignment: Assignment) -> dict[str, Any]:
    """What a known solution begins with."""
    return {"__name__": "known_solution", FOLDER: str(assignment.folder.resolve())}


def _run(path: Path, namespace: dict[str, Any]) -> str:
    """Run a file in `namespace`, in the assignment's folder, and return its text. What it prints is dropped,
    what it draws is closed.
    """
    try:
        text = path.read_text("utf-8")
        folder = contextlib.chdir(namespace[FOLDER])
        with folder, printed_to(), ending(LOADING):
            without_drawing(lambda: exec(_compiled(text, str(path)), namespace))
    except TimeUp:
        found = f"it did not end within {LOADING:g} seconds"
        raise CourseError(path, "", found, cure="let it define its functions and no more") from None
    except FileNotFoundError:
        raise CourseError(path, "", "the file is missing", cure="write the reference solution") from None
    except Exception as error:
        raise CourseError(path, "", f"it raises {type(error).__name__}: {error}") from error
    return text


@lru_cache(maxsize=1024)
def _compiled(text: str, name: str) -> CodeType:
    return compile(text, name, "exec", dont_inherit=True)


def _touched(namespace: Mapping[str, Any], before: Mapping[str, Any]) -> frozenset[str]:
    """The names that mean something else now, and those that use them, however indirectly."""
    touched = {name for name, value in namespace.items() if before.get(name, namespace) is not value}
    uses = {
        name: set().union(*(_names_in(code) for code in code_objects(value)))
        for name, value in namespace.items()
    }
    while more := {name for name, used in uses.items() if used & touched} - touched:
        touched |= more
    return frozenset(touched)


def code_objects(value: Any) -> list[CodeType]:
    """The code of a function, or of a class's methods."""
    parts = [*vars(value).values(), *value.__mro__[1:-1]] if isinstance(value, type) else [value]
    inner = [getattr(one, "__func__", getattr(one, "fget", one)) for one in parts]
    return [one.__code__ for one in inner if isinstance(getattr(one, "__code__", None), CodeType)]


def _names_in(code: CodeType) -> set[str]:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return set(code.co_names).union(*(_names_in(one) for one in inner))


def _functions(assignment: Assignment, namespace: Mapping[str, Any]) -> Functions:
    """What answers the questions that machines mark: functions, and texts."""
    kinds = {question.name: question.kind for question in assignment.questions if question.kind in CHECKED}
    wanted = {name: namespace.get(name) for name in kinds}
    return {name: value for name, value in wanted.items() if callable(value) or isinstance(value, str)}


def _solutions(assignment: Assignment) -> Path:
    if assignment.solutions is None:
        path = assignment.folder.parent.parent / "solutions" / assignment.name
        raise CourseError(path, "", "the folder is missing", cure="this needs the course's private half")
    return assignment.solutions
