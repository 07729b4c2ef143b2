"""What students handed in: which files are there, before any of them is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UnreadableNotebook
from grader.submissions.open import notebooks, read_bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """A student's file, still unread."""

    student: str
    path: Path


def find_submissions(class_folder: Path, assignment: str) -> list[Submission]:
    """One for every folder submitted/<student>/<assignment>, by student; what is in it is another matter."""
    folders = _folders(class_folder, assignment)
    return [
        Submission(folder.parent.name, folder / notebook_in(folder, assignment))
        for folder in folders
        if is_name(folder.parent.name)
    ]


def misnamed(class_folder: Path, assignment: str) -> list[Path]:
    """Folders that hold the assignment under a name that no student can have; they are not graded."""
    students = [folder.parent for folder in _folders(class_folder, assignment)]
    return [student for student in students if not is_name(student.name)]


def is_name(name: str) -> bool:
    """Whether a student or an assignment can be called so, in files and on screens."""
    return name not in ("", ".", "..") and not set(name) & {"/", "\\"} and name.isprintable()


def _folders(class_folder: Path, assignment: str) -> list[Path]:
    return sorted((class_folder / "submitted").glob(f"[!.]*/{assignment}"))


def notebook_in(folder: Path, assignment: str) -> str:
    """The name of the notebook: the right one, unless there is exactly one, of another name."""
    name = f"{assignment}.ipynb"
    there = notebooks(folder) if folder.is_dir() and not folder.is_symlink() else []
    return there[0] if len(there) == 1 else name


def digest_of(submission: Submission, *, megabytes: float, below: Path) -> str:
    """SHA-256 of the file, in hex; "" if it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(submission.path, below=below, megabytes=megabytes)).hexdigest()
    except UnreadableNotebook:
        return ""
