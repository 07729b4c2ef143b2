"""A submission set right: every cell tied to the released one it stands for, what is missing put back.

Nothing a student wrote is lost: text written into a read-only cell moves to a cell of its own just below.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, Literal

from nbformat import NotebookNode

from grader.errors import UnreadableNotebook
from grader.model import Repair
from grader.notebooks import DEMONSTRATION, Kind, Role, bound_names, defined_names, grade_id, role_and_name
from grader.submissions.match import Cell, Match, defined, matches
from grader.submissions.mend import Slip, mended
from grader.submissions.repairs import OWN, moved, must_keep, repairs


@dataclass(frozen=True, slots=True)
class AnchoredCell:
    """A cell as it is run and shown. index: the released cell it stands for; None: the student's own.

    attachments: pictures pasted into Markdown, the only metadata carried over.
    """

    kind: Kind
    text: str
    role: Role | Literal["extra"] = "extra"
    name: str = ""
    index: int | None = None
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchored:
    cells: tuple[AnchoredCell, ...]
    repairs: tuple[Repair, ...]


def anchor_notebook(submitted: NotebookNode, release: NotebookNode) -> Anchored:
    """submitted: from `read_submission`. release: from `release_notebook`, or nbgrader's own.

    Raises: UnreadableNotebook: nothing in it belongs to the release.
    """
    wanted = [_wanted(cell) for cell in release.cells]
    stubs = [cell.name for cell in wanted if cell.role == "stub"]
    there, slips = mended([_cell(cell) for cell in submitted.cells], stubs)
    found = matches(there, wanted)
    _belongs(there, wanted, found)
    astray = {index for index in moved(wanted, found) if wanted[index].role not in OWN}
    cells = list(_in_students_order(there, wanted, found, astray))
    for index, cell in enumerate(wanted):
        if index in astray or (index not in found and cell.role and cell.role != "stub"):
            cells.insert(_gap(cells, index), _as_released(cell, index))
    gathered = _gather(cells, wanted)
    left = [cells[number].name for number in sorted(_undoing(cells, wanted)) if cells[number].role == "stub"]
    own = [*slips, *(Slip(name, "gathered") for name in gathered), *(Slip(name, "left") for name in left)]
    return Anchored(tuple(cells), repairs(there, wanted, found, own))


def student_code(anchored: Anchored, release: NotebookNode) -> list[tuple[int, str]]:
    """What to execute, in the student's order: (index in `anchored.cells`, source).

    No demonstrations, and no stub as released where another cell has the answer.
    """
    shows = {
        index for index, cell in enumerate(release.cells) if DEMONSTRATION in cell.metadata.get("tags", ())
    }
    undoing = _undoing(anchored.cells, [_wanted(cell) for cell in release.cells])
    return [
        (index, cell.text)
        for index, cell in enumerate(anchored.cells)
        if cell.kind == "code" and cell.role != "check" and cell.text.strip()
        if cell.index not in shows and index not in undoing
    ]


def _belongs(there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match]) -> None:
    """Raises: UnreadableNotebook: it is empty, or all that was found may be in any notebook.

    That is a cell in the right place, and the set-up cell, which assignments of a course share.
    """
    if not any(cell.text.strip() for cell in there):
        raise UnreadableNotebook("there is nothing in any cell; save the notebook and hand it in again")
    sure = [wanted[index] for index, match in found.items() if match.rule != "place"]
    names = {cell.name for cell in wanted if cell.role == "stub"}
    if all(cell.role == "locked" and cell.kind == "code" for cell in sure) and not names & defined(there):
        raise UnreadableNotebook("no cell of this assignment is in it; is it the notebook of another one?")


def _cell(cell: NotebookNode) -> Cell:
    label = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return Cell(cell.cell_type, cell.source, label, cell.id, attachments=cell.get("attachments", {}))


def _wanted(cell: NotebookNode) -> Cell:
    role, name = role_and_name(cell.metadata) or ("", "")
    label = grade_id(role, name) if role else ""
    return Cell(cell.cell_type, cell.source, label, cell.get("id", ""), role, name)


def _in_students_order(
    there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match], astray: Collection[int]
) -> Iterator[AnchoredCell]:
    """astray: indices of read-only cells that do not stay where they are."""
    owner = {match.submitted: index for index, match in found.items()}
    for number, cell in enumerate(there):
        extra = AnchoredCell(cell.kind, cell.text, attachments=cell.attachments)
        index = owner.get(number)
        if index is None:
            yield extra
            continue
        release = wanted[index]
        if release.role == "stub" or release.role == "answer":
            yield replace(extra, kind=release.kind, role=release.role, name=release.name, index=index)
            continue
        if index not in astray:
            yield _as_released(release, index)
        if must_keep(cell, release):
            yield extra


def _undoing(cells: Sequence[AnchoredCell], wanted: Sequence[Cell]) -> set[int]:
    """Places of stubs as released, copies too, whose answer is in another cell, which they would undo."""
    stubs = {tuple(cell.text.split()): cell for cell in wanted if cell.role == "stub"}
    code = [(number, cell) for number, cell in enumerate(cells) if cell.kind == "code" and not _is_ours(cell)]
    blank = {number: stub for number, cell in code if (stub := stubs.get(tuple(cell.text.split())))}
    answered = [cell.text for number, cell in code if number not in blank] if blank else []
    named = frozenset[str]().union(*map(bound_names, answered))
    defined_there = frozenset[str]().union(*map(defined_names, answered))
    return {
        number
        for number, stub in blank.items()
        if stub.name in (defined_there if _is_function(stub) else named)
    }


def _is_ours(cell: AnchoredCell) -> bool:
    return cell.role in ("check", "locked")


def _is_function(stub: Cell) -> bool:
    """A function is defined by def, and the answer to a quiz is any value."""
    return stub.name in defined_names(stub.text)


def _as_released(cell: Cell, index: int) -> AnchoredCell:
    role = cell.role or "extra"
    return AnchoredCell(cell.kind, cell.text, role, cell.name, index)


def _gather(cells: list[AnchoredCell], wanted: Sequence[Cell]) -> list[str]:
    """Move what was written beside an untouched answer cell into it, and return those answers' names.

    Without that the gradebook would see no response, and no marker would ever look.
    """
    gathered = []
    untouched = [cell for cell in cells if cell.role == "answer" and _as_in(wanted, cell)]
    for cell in untouched:
        at = cells.index(cell)
        above = list(takewhile(_is_own_text, reversed(cells[:at])))
        below = list(takewhile(_is_own_text, cells[at + 1 :]))
        if own := [*reversed(above), *below]:
            pictures = {name: picture for part in own for name, picture in part.attachments.items()}
            text = "\n\n".join(map(_prose, own))
            answer = replace(cell, text=text, attachments=pictures)
            cells[at - len(above) : at + len(below) + 1] = [answer]
            gathered.append(cell.name)
    return gathered


def _as_in(wanted: Sequence[Cell], cell: AnchoredCell) -> bool:
    return cell.index is not None and cell.text.split() == wanted[cell.index].text.split()


def _is_own_text(cell: AnchoredCell) -> bool:
    return cell.role == "extra" and bool(_prose(cell))


def _prose(cell: AnchoredCell) -> str:
    """What a cell says in words: Markdown, or code that is all comments, without their marks."""
    if cell.kind != "code":
        return cell.text.strip() if cell.kind == "markdown" else ""
    lines = [line.strip() for line in cell.text.splitlines()]
    return "\n".join(line.lstrip("# ") for line in lines) if all(line[:1] in "#" for line in lines) else ""


def _gap(cells: Sequence[AnchoredCell], index: int) -> int:
    """Where the missing released cell belongs: below the one before it, else above the one after it."""
    places = {cell.index: number for number, cell in enumerate(cells) if cell.index is not None}
    earlier = [other for other in places if other < index]
    if earlier:
        return places[max(earlier)] + 1
    return places[min(places)] if places else 0
