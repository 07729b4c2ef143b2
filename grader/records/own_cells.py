"""What a student put into the cells of a graded notebook, and the digest by which an answer is known again.

A mark by hand is for one answer. Where the digest is another one, it is for none that is there.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.notebooks import TYPED, picture_size
from grader.records.graded_file import GradedCell, GradedFile, graded_at, graded_in
from grader.wording import printable


@dataclass(frozen=True, slots=True)
class OwnCell:
    """What a student put into a cell. attachments: file name → MIME type → base64, as the notebook has it."""

    text: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def answer(self) -> str:
        """The text as a marker reads it."""
        return printable(self.text).strip()

    @property
    def pictures(self) -> dict[str, str]:
        """File name → data URL, of those that can be shown."""
        return {
            name: f"data:{kind};base64,{data}"
            for name, bundle in self.attachments.items()
            for kind, data in bundle.items()
            if picture_size(kind, data)
        }

    @property
    def digest(self) -> str:
        """Of text and pictures. class/marks keeps it with each opinion."""
        known = repr((self.answer, sorted(self.pictures.items())))
        return hashlib.sha256(known.encode()).hexdigest()[:16]


def own_cells(path: Path) -> dict[str, OwnCell]:
    """By question, the student's own cells of a graded notebook; none where it cannot be read."""
    return _solutions(graded_at(path))


def own_cells_in(notebook: bytes) -> dict[str, OwnCell]:
    """The same of a notebook's bytes."""
    return _solutions(graded_in(notebook))


def _solutions(found: GradedFile | None) -> dict[str, OwnCell]:
    return {cell.solves: _own(cell) for cell in found.cells if cell.solves} if found else {}


def _own(cell: GradedCell) -> OwnCell:
    """autograded/ holds Markdown that no browser obeys, with the pictures that fit on one page, and beside it
    the text as it was typed. Here it is text, which none would obey, and has a page of its own.
    """
    typed = cell.metadata.get(TYPED)
    pictures = {
        name: {kind: data for kind, data in bundle.items() if isinstance(data, str)}
        for name, bundle in cell.attachments.items()
    }
    if isinstance(typed, str):
        return OwnCell(typed, pictures)
    written = cell.cell_type == "markdown"  # without it: as it was released, or of a version before
    text = cell.text.replace("&lt;", "<").replace("#attachment:", "attachment:") if written else cell.text
    return OwnCell(text, pictures)
