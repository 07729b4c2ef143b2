"""Pages for nbgrader's exchange, from which each student fetches their own."""

import glob
import warnings
from collections.abc import Iterable
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from grader.errors import CourseError


def release_pages(inbound: Path, class_folder: Path, assignment: str, students: Iterable[str]) -> None:
    """As `nbgrader release_feedback`, of these students only, into the exchange that `inbound` belongs to.

    Whoever has not handed in by the exchange has no secret there, and is left out.
    Raises: CourseError: nbgrader refuses the exchange, or cannot write there.
    """
    course, root = inbound.resolve().parent, inbound.resolve().parents[1]
    for student in students:
        if not _secret(class_folder, student, assignment).exists():
            continue
        folder = CourseDirectory(
            root=str(class_folder.resolve()),
            course_id=course.name,
            assignment_id=assignment,
            student_id=student,
        )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # nbgrader leaves timestamp.txt open
                _Release(coursedir=folder, root=str(root)).start()
        except (ExchangeError, OSError) as error:
            raise CourseError(inbound, "", f"pages cannot be released into the exchange: {error}") from error


class _Release(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's takes names for patterns: of a student called *, it would release everybody's page."""

    def init_src(self) -> None:
        super().init_src()
        self.src_path = glob.escape(str(self.src_path))  # type: ignore[has-type]


def released_page(inbound: Path, class_folder: Path, assignment: str, student: str) -> Path | None:
    """Where this student's page is in the exchange, or will be; None: they did not hand in by an exchange."""
    handed_in = class_folder / "submitted" / student / assignment / "submission_secret.txt"
    try:
        path = handed_in if handed_in.is_file() else _secret(class_folder, student, assignment)
        secret = path.read_text()
    except (OSError, UnicodeDecodeError):
        return None
    return (
        inbound.resolve().parent / "feedback" / f"{notebook_hash(secret=secret, notebook_id=assignment)}.html"
    )


def _secret(class_folder: Path, student: str, assignment: str) -> Path:
    return class_folder / "feedback" / student / assignment / "submission_secret.txt"
