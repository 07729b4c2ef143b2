"""A submission set right: every cell tied to the released one it stands for, what is missing put back.

Nothing a student wrote is lost: text written into a read-only cell moves to a cell of its own just below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, Literal

from nbformat import NotebookNode

from grader.model import Repair
from grader.notebooks.labels import Kind, Role, grade_id, role_and_name
from grader.notebooks.match import Cell, Match, matches
from grader.notebooks.repairs import must_keep, repairs
from grader.notebooks.source import DEMONSTRATION


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


def anchor(submitted: NotebookNode, release: NotebookNode) -> Anchored:
    """submitted: from `read_submission`. release: from `release_notebook`, or nbgrader's own."""
    there = [_cell(cell) for cell in submitted.cells]
    wanted = [_wanted(cell) for cell in release.cells]
    found = matches(there, wanted)
    pictures = [dict(cell.get("attachments", {})) for cell in submitted.cells]
    cells = list(_in_students_order(there, pictures, wanted, found))
    for index, cell in enumerate(wanted):
        if index not in found and cell.role and cell.role != "stub":
            cells.insert(_gap(cells, index), _as_released(cell, index))
    gathered = _gather(cells, wanted)
    return Anchored(tuple(cells), repairs(there, wanted, found, gathered))


def student_code(anchored: Anchored, release: NotebookNode) -> list[tuple[int, str]]:
    """What to execute, in the student's order: (index in `anchored.cells`, source). No demonstrations."""
    idle = {
        index for index, cell in enumerate(release.cells) if DEMONSTRATION in cell.metadata.get("tags", ())
    }
    return [
        (index, cell.text)
        for index, cell in enumerate(anchored.cells)
        if cell.kind == "code" and cell.role != "check" and cell.text.strip() and cell.index not in idle
    ]


def _cell(cell: NotebookNode) -> Cell:
    label = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return Cell(cell.cell_type, cell.source, label, cell.id)


def _wanted(cell: NotebookNode) -> Cell:
    role, name = role_and_name(cell.metadata) or ("", "")
    label = grade_id(role, name) if role else ""
    return Cell(cell.cell_type, cell.source, label, cell.get("id", ""), role, name)


def _in_students_order(
    there: Sequence[Cell],
    pictures: Sequence[Mapping[str, Any]],
    wanted: Sequence[Cell],
    found: Mapping[int, Match],
) -> Iterator[AnchoredCell]:
    owner = {match.submitted: index for index, match in found.items()}
    for number, cell in enumerate(there):
        extra = AnchoredCell(cell.kind, cell.text, attachments=pictures[number])
        index = owner.get(number)
        if index is None:
            yield extra
            continue
        release = wanted[index]
        if release.role in ("stub", "answer"):
            yield AnchoredCell(release.kind, cell.text, release.role, release.name, index, pictures[number])
            continue
        yield _as_released(release, index)
        if must_keep(cell, release):
            yield extra


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
            text = "\n\n".join(part.text for part in own)
            answer = replace(cell, text=text, attachments=pictures)
            cells[at - len(above) : at + len(below) + 1] = [answer]
            gathered.append(cell.name)
    return gathered


def _as_in(wanted: Sequence[Cell], cell: AnchoredCell) -> bool:
    return cell.index is not None and cell.text.split() == wanted[cell.index].text.split()


def _is_own_text(cell: AnchoredCell) -> bool:
    return cell.role == "extra" and cell.kind == "markdown" and bool(cell.text.strip())


def _gap(cells: Sequence[AnchoredCell], index: int) -> int:
    """Where the missing released cell belongs: below the one before it, else above the one after it."""
    places = {cell.index: number for number, cell in enumerate(cells) if cell.index is not None}
    earlier = [other for other in places if other < index]
    if earlier:
        return places[max(earlier)] + 1
    return places[min(places)] if places else 0
