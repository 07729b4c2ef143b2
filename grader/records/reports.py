"""report.json: a Report as a file. Equal reports are equal bytes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from grader.cores import progress
from grader.errors import CourseError
from grader.files import refuse_no_file
from grader.model import QuestionReport, Report
from grader.wording import escaped


def report_path(class_folder: Path, student: str, assignment: str) -> Path:
    return class_folder / "autograded" / student / assignment / "report.json"


def report_paths(class_folder: Path, assignment: str) -> list[Path]:
    """Of every report on the assignment, by student. Raises: CourseError: one of them is no file."""
    found = sorted((class_folder / "autograded").glob(f"[!.]*/{assignment}/report.json"))
    for path in found:
        refuse_no_file(path)
    return found


def find_reports(class_folder: Path, assignment: str) -> list[Report]:
    """The reports on an assignment, by student; files that this version did not write are left out.

    What is the same about a question for many students is held once, as a class may be large.
    """
    same: dict[QuestionReport, QuestionReport] = {}

    def sharing(report: Report) -> Report:
        questions = {name: same.setdefault(one, one) for name, one in report.questions.items()}
        return replace(report, questions=questions)

    return [sharing(report) for report in each_report(class_folder, assignment)]


def read_reports(class_folder: Path, assignment: str) -> list[Report]:
    """As `find_reports`. Raises: CourseError: there is none."""
    reports = find_reports(class_folder, assignment)
    if not reports:
        cure = f"run `grader autograde {assignment}`"
        raise CourseError(class_folder / "autograded", "", f"no report on {assignment}", cure=cure)
    return reports


def each_report(class_folder: Path, assignment: str) -> Iterator[Report]:
    """As `find_reports`, one at a time, as a class may be large."""
    paths = report_paths(class_folder, assignment)
    for path in progress(paths, what="reading reports", total=len(paths)):
        if report := from_json(path.read_bytes()):
            yield report


def read_report(class_folder: Path, student: str, assignment: str) -> Report | None:
    """None: there is none, or none that this version wrote."""
    path = report_path(class_folder, student, assignment)
    return from_json(path.read_bytes()) if path.is_file() else None


def to_json(report: Report) -> bytes:
    text = msgspec.json.format(msgspec.json.encode(report), indent=2).decode()
    return escaped(text).encode() + b"\n"


def from_json(raw: bytes) -> Report | None:
    """The report, or None if this is not one that this version wrote."""
    try:
        return msgspec.json.decode(raw, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
