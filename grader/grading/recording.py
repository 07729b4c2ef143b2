"""What becomes of a graded submission: rows in the gradebook, and files in autograded/."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.course import disclosed, due_of
from grader.gradebook import (
    gradebook_of,
    handed_in_at,
    late_policy,
    marks_by_hand,
    register_assignment,
    save_report,
    write_autograded,
)
from grader.grading.outlived import outlived_marks, told_of, withdrawals
from grader.grading.setup import Setup
from grader.grading.submission import Graded
from grader.model import QuestionReport, Report, Verdict
from grader.records import Act, append, report_path, sha256, to_json
from grader.wording import counted, points, printable

_LONGEST_FAULT = 200  # characters


@contextmanager
def recorder(setup: Setup, class_folder: Path) -> Iterator[Callable[[Graded], list[str]]]:
    """Something that records one graded submission, and returns remarks for the instructor.

    Journal, gradebook, files: report.json is written last, and is the one that the journal promises only if
    all the rest is there; so a kill at any time costs one regrade.
    Raises: CourseError: the gradebook cannot be used. Also what it yields: or the folder is not writable.
    """
    name, policy = setup.assignment.name, setup.course.feedback.hidden
    zone = ZoneInfo(setup.course.timezone)
    with gradebook_of(setup.course, class_folder) as book:
        register_assignment(book, setup.release, name, duedate=due_of(setup.course, name))

        def record(graded: Graded) -> list[str]:
            report = graded.report
            handed_in, _ = handed_in_at(class_folder, report.student, name, local=zone)
            content, comments = to_json(report), comments_of(disclosed(report, policy))
            outlived = outlived_marks(class_folder, graded, marks_by_hand(book, name, report.student))
            for act in withdrawals(report, outlived):
                append(class_folder, act)
            append(class_folder, grading(class_folder, report, content, fault=graded.fault))
            save_report(
                book, report, timestamp=handed_in, comments=comments, late=late_policy(setup.course),
                outlived=outlived,
            )  # fmt: skip
            write_autograded(class_folder, report, graded.notebook, content, handed_in)
            return [*told_of(report, outlived)]

        yield record


def grading(class_folder: Path, report: Report, content: bytes, *, fault: str = "") -> Act:
    """The act of putting `content`, the report as a file, in the place of the one that is there.

    fault: our traceback, of which the last line is entered; "": there was none.
    """
    old = report_path(class_folder, report.student, report.assignment)
    return Act(
        "graded",
        report.assignment,
        report.student,
        before=sha256(old.read_bytes()) if old.exists() else "",
        after=sha256(content),
        isolation=report.isolation,
        fault=printable(fault.strip().rpartition("\n")[2])[:_LONGEST_FAULT],
    )


def comments_of(report: Report) -> dict[str, str]:
    """For each question that lost points, one line that says where to look."""
    return {name: _comment(question) for name, question in report.questions.items() if question.results}


def _comment(question: QuestionReport) -> str:
    lost = [result for result in question.results if result.verdict is not Verdict.PASSED]
    total = f"{points(question.score)} of {points(question.points)} points."
    every = counted(question.results, "check")
    if not lost:
        return f"{total} {every} passed."
    first = next((result for result in lost if result.message), lost[0])
    found = first.message or first.claim  # without a message where the course discloses no more
    return printable(f"{total} {len(lost)} of {every} did not hold; first: {found}")
