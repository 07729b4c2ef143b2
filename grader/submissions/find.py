"""What students handed in: which files are there, before any of them is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.cores import progress
from grader.errors import UnreadableNotebook
from grader.submissions.choose import LARGEST_COMPARED, chosen_of
from grader.submissions.open import notebooks, read_bytes

_MOST = 20  # notebooks in one folder that are looked into


@dataclass(frozen=True, slots=True)
class Submission:
    """A student's file, still unread. choice: why this one, where there are several; "" where not."""

    student: str
    path: Path
    choice: str = ""


def find_submissions(
    class_folder: Path, assignment: str, *, release: NotebookNode | None = None
) -> list[Submission]:
    """One for every folder submitted/<student>/<assignment>, by student; what is in it is another matter.

    release: the notebook as it was handed out. None: of several notebooks, the one of the right name.
    """
    folders = _folders(class_folder, assignment)
    return [
        submission_in(folder, assignment, folder.parent.name, release=release)
        for folder in progress(folders, what="looking for notebooks", total=len(folders))
        if is_usable_name(folder.parent.name)
    ]


def misnamed(class_folder: Path, assignment: str) -> list[Path]:
    """Folders that hold the assignment under a name that no student can have; they are not graded."""
    students = [folder.parent for folder in _folders(class_folder, assignment)]
    return [student for student in students if not is_usable_name(student.name)]


def is_usable_name(name: str) -> bool:
    """Whether a student or an assignment can be called so, in files and on screens."""
    return name not in ("", ".", "..") and not set(name) & {"/", "\\"} and name.isprintable()


def _folders(class_folder: Path, assignment: str) -> list[Path]:
    return sorted((class_folder / "submitted").glob(f"[!.]*/{assignment}"))


def submission_in(
    folder: Path, assignment: str, student: str, *, release: NotebookNode | None = None
) -> Submission:
    """The notebook in a folder: the only one, the one with work in it, or else the one of the right name."""
    name = f"{assignment}.ipynb"
    there = notebooks(folder) if folder.is_dir() and not folder.is_symlink() else []
    if len(there) == 1:
        return Submission(student, folder / there[0])
    if not there or release is None or len(there) > _MOST:
        return Submission(student, folder / name)
    ordered = sorted(there, key=lambda one: (one != name, one))
    contents = [(one, _content(folder / one, below=folder)) for one in ordered]
    at, why = chosen_of(contents, assignment, release)
    return Submission(student, folder / (name if at is None else ordered[at]), why)


def _content(path: Path, *, below: Path) -> bytes:
    try:
        return read_bytes(path, below=below, megabytes=LARGEST_COMPARED / 1e6)
    except UnreadableNotebook:
        return b""


def digest_of(submission: Submission, *, megabytes: float, below: Path) -> str:
    """SHA-256 of the file, in hex; "" if it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(submission.path, below=below, megabytes=megabytes)).hexdigest()
    except UnreadableNotebook:
        return ""
