"""An assignment's source: the file an author writes, from which the students' notebook is built.

Any file that jupytext reads will do; py:percent is the one meant. A key on a marker says what the cell is:

    # %% stub="softmax"                             code to fill in; returns="context, weights": a tuple
    # %% check="softmax" points=12                  read-only, marked by machine
    # %% quiz="family" choices="RNN, Transformer"   a variable to fill in, marked by its check cell and a key
    # %% [markdown] answer="bottleneck" points=10   written, marked by a person

Every other cell is read-only. In an .ipynb the same keys may stand in a cell's metadata, or nbgrader's label.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from grader.errors import CourseError, did_you_mean
from grader.model import Question
from grader.notebooks.labels import Kind, Role
from grader.notebooks.marker import Fault, Marker, read_marker
from grader.notebooks.names import defined_names, methods

# A read-only cell with this tag shows students something and is not run in grading: nothing depends on it.
DEMONSTRATION = "demonstration"

_CELL_MARKER = re.compile(r"^[ \t]*#[ \t]*%%(?!%)", re.MULTILINE)
_SELFCHECK = re.compile(r"""^[ \t]*selfcheck\((?:\s*["'](\w+)["'])?""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceCell:
    """points: of checks and answers, else None. place: where the cell starts, for messages.

    choices: of a quiz, which has the role of a stub. tags: Jupyter's own; see DEMONSTRATION.
    """

    kind: Kind
    text: str
    role: Role
    name: str
    points: float | None
    returns: tuple[str, ...]
    place: str
    choices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    path: Path
    cells: tuple[SourceCell, ...]


def read_source(path: Path) -> Source:
    """Raises: CourseError: the file cannot be read, or a marker in it cannot be used."""
    text = _text(path)
    suffix = path.suffix or ".py"
    try:
        notebook = jupytext.reads(text, fmt={"extension": suffix})
    except Exception as error:  # jupytext and the parsers below it share no exception
        cause = (str(error).splitlines() or [type(error).__name__])[0]
        found = f"jupytext cannot read it ({cause})"
        raise CourseError(path, "", found, cure="write it in jupytext's py:percent format") from error
    places = _places(text, len(notebook.cells), suffix)
    read = partial(_cell, path=path, strict=suffix != ".ipynb")
    cells = [read(cell, place) for cell, place in zip(notebook.cells, places, strict=True)]
    source = Source(path, _locked_named(cells))
    _consistent(source)
    return source


def questions_in(source: Source) -> tuple[Question, ...]:
    """In the file's order. A stub is worth what its check cell says."""
    worth = {cell.name: cell.points for cell in source.cells if cell.role == "check"}
    return tuple(
        Question(
            cell.name,
            "quiz" if cell.choices else "stub",
            worth[cell.name] or 0.0,
            _returned(cell),
            cell.choices,
        )
        if cell.role == "stub"
        else Question(cell.name, "answer", cell.points or 0.0)
        for cell in source.cells
        if cell.role in ("stub", "answer")
    )


def _returned(cell: SourceCell) -> tuple[str, ...]:
    """Of a class, "class" and its methods: an object is asked for these by a call."""
    found = methods(cell.text, cell.name)
    return cell.returns if found is None else ("class", *found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        there = [entry.name for entry in path.parent.glob("*") if entry.is_file()]
        raise CourseError(path, "", "there is no such file", cure=did_you_mean(path.name, there)) from None
    except UnicodeDecodeError as error:
        raise CourseError(path, f"byte {error.start}", "not UTF-8", cure="save it again as UTF-8") from None
    except OSError as error:
        raise CourseError(path, "", f"cannot read it: {error.strerror}") from None


def _places(text: str, cells: int, suffix: str) -> list[str]:
    """Where each cell starts. jupytext keeps no line numbers, but in py:percent a cell is a marker."""
    lines = [text.count("\n", 0, match.end()) + 1 for match in _CELL_MARKER.finditer(text)]
    if suffix == ".ipynb" or not cells - 1 <= len(lines) <= cells:
        return [f"cell {number}" for number in range(1, cells + 1)]
    unmarked = ["before the first cell marker"] * (cells - len(lines))
    return unmarked + [f"line {line}, cell marker" for line in lines]


def _cell(cell: NotebookNode, place: str, *, path: Path, strict: bool) -> SourceCell:
    fault = partial(CourseError, path, place)
    marker = read_marker(cell.metadata, cell.cell_type, strict=strict, fault=fault)
    _fits(cell.source, marker, fault)
    return SourceCell(
        cell.cell_type,
        cell.source,
        marker.role,
        marker.name,
        marker.points,
        marker.returns,
        place,
        marker.choices,
        tuple(cell.metadata.get("tags", ())),
    )


def _fits(text: str, marker: Marker, fault: Fault) -> None:
    """Raises: CourseError: the cell's text belies its marker."""
    if marker.choices:
        _still_open(text, marker, fault)
    elif marker.role == "stub" and marker.name not in defined_names(text):
        others = sorted(defined_names(text))
        found = f"the cell defines {', '.join(others)}" if others else "the cell defines no function or class"
        raise fault(
            found,
            wanted=f"def {marker.name}(...) or class {marker.name}",
            cure="name marker and function alike",
        )
    if marker.role == "check":
        _offers_check(text, marker, fault)


def _offers_check(text: str, marker: Marker, fault: Fault) -> None:
    """Raises: CourseError: students cannot try the question's public checks there."""
    wanted, run = f'selfcheck("{marker.name}")', _SELFCHECK.findall(text)
    if not run:
        raise fault("the cell runs no selfcheck", wanted=wanted, cure=f"write {wanted} into it")
    if others := [name for name in run if name not in (marker.name, "")]:
        cure = "name marker and question alike"
        raise fault(f'the cell runs selfcheck("{others[0]}")', wanted=wanted, cure=cure)


def _still_open(text: str, marker: Marker, fault: Fault) -> None:
    """Raises: CourseError: a quiz cell does not leave its variable empty: the answer would be handed out."""
    line = f'{marker.name} = ""'
    if not re.search(rf"""^{marker.name} = (""|\'\'|None|\.\.\.)[ \t]*(#.*)?$""", text, re.MULTILINE):
        raise fault("the cell does not leave its variable empty", wanted=line, cure="write that line")


def _locked_named(cells: Sequence[SourceCell]) -> tuple[SourceCell, ...]:
    """Read-only cells named after their text, so that a new cell elsewhere renames none of them."""
    taken = {cell.name for cell in cells}
    return tuple(cell if cell.name else _named(cell, taken) for cell in cells)


def _named(cell: SourceCell, taken: set[str]) -> SourceCell:
    digest = hashlib.sha256(f"{cell.kind}\n{cell.text}".encode()).hexdigest()[:8]
    names = (f"locked-{digest}" + (f"-{number}" if number > 1 else "") for number in count(1))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return replace(cell, name=name)


def _consistent(source: Source) -> None:
    """Raises: CourseError: a name is used twice, or a stub and its check do not meet."""
    stubs = {cell.name for cell in source.cells if cell.role == "stub"}
    checks = {cell.name for cell in source.cells if cell.role == "check"}
    seen: dict[tuple[bool, str], SourceCell] = {}
    for cell in source.cells:
        fault = partial(CourseError, source.path, cell.place)
        first = seen.setdefault((cell.role == "check", cell.name), cell)
        if first is not cell:
            raise fault(
                f'the {cell.role} "{cell.name}" has the name of the {first.role} at {first.place}',
                wanted="a name of its own",
                cure="rename one of the two",
            )
        if cell.role == "check" and cell.name not in stubs:
            raise fault(
                f'the check "{cell.name}" has no stub',
                wanted=f'a cell marked stub="{cell.name}"',
                cure=did_you_mean(cell.name, stubs, "add it, or remove the check"),
            )
        if cell.role == "stub" and cell.name not in checks:
            raise fault(
                f'the stub "{cell.name}" has no check',
                cure=(f'add a cell: # %% check="{cell.name}" points=10, with selfcheck("{cell.name}") in it'),
            )
