"""The notebook beside a report, as autograde wrote it; or that what is there is none.

Disks fill, copies end halfway and hands slip: whoever reads one is told so in words.
"""

from pathlib import Path
from typing import Any

import msgspec

from grader.model import Report
from grader.notebooks import role_and_name

LOST = "the graded notebook is gone or damaged"
MOST_MEGABYTES = 64


class GradedCell(msgspec.Struct, frozen=True):
    """source: its lines where the file has them so. attachments: file name → MIME type → data."""

    cell_type: str
    source: str | list[str] = ""
    id: str = ""
    metadata: dict[str, Any] = {}
    attachments: dict[str, dict[str, str | list[str]]] = {}

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)

    @property
    def solves(self) -> str:
        """The question whose stub or answer it is; "": none's."""
        role, name = self._labelled
        return name if role in ("stub", "answer") else ""

    @property
    def scored(self) -> str:
        """The question whose check or answer it is, which autograde puts back where they are missing."""
        role, name = self._labelled
        return name if role in ("check", "answer") else ""

    @property
    def _labelled(self) -> tuple[str, str]:
        return role_and_name(self.metadata) or ("", "")


class GradedFile(msgspec.Struct, frozen=True):
    """Of a notebook, what is read here."""

    cells: list[GradedCell]


_FILE = msgspec.json.Decoder(GradedFile)


def graded_in(notebook: bytes) -> GradedFile | None:
    """None: this is no notebook."""
    try:
        return _FILE.decode(notebook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def graded_at(path: Path) -> GradedFile | None:
    """None: no notebook is there, or a file that is too large for a page."""
    try:
        fits = path.is_file() and path.stat().st_size <= MOST_MEGABYTES * 1e6
        return graded_in(path.read_bytes()) if fits else None
    except OSError:
        return None


def is_lost(report: Report, path: Path) -> bool:
    """Whether the notebook that autograde wrote beside this report, at `path`, is not there any more, or no
    notebook that scores each question: a stub that was not handed in is not put back. Who could not be graded
    has none; a file that is too large for a page is not looked at.
    """
    if report.status != "graded":
        return False
    found = graded_at(path)
    if found is None:
        return not (path.is_file() and path.stat().st_size > MOST_MEGABYTES * 1e6)
    return not {cell.scored for cell in found.cells}.issuperset(report.questions)


def lost_in_words(path: Path, assignment: str) -> str:
    """For the instructor."""
    return f"{path}: {LOST}; {made_again(assignment)}"


def made_again(assignment: str) -> str:
    return f"run `grader autograde {assignment}`, which makes it again"
