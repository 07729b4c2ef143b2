"""What becomes of a graded submission: rows in the gradebook, and files in autograded/."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from grader.autograde import Graded, Setup
from grader.gradebook import (
    open_gradebook,
    read_timestamp,
    register_assignment,
    save,
    write_autograded,
)
from grader.model import QuestionReport, Report, Verdict
from grader.reports import to_json
from grader.words import points


@contextmanager
def recorder(setup: Setup, class_folder: Path) -> Iterator[Callable[[Graded], None]]:
    """Something that records one graded submission.

    report.json is written last: it says that the rest is there, so a kill at any time costs one regrade.
    Raises: CourseError: the gradebook cannot be used.
    """
    name = setup.assignment.name
    due = next((one.due for one in setup.course.assignments if one.name == name), None)
    class_folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{(class_folder / 'gradebook.db').resolve()}"
    with open_gradebook(url, course=setup.course.id) as book:
        register_assignment(book, setup.release, name, duedate=due)

        def record(graded: Graded) -> None:
            report = graded.report
            handed_in = submitted_at(class_folder, report)
            save(book, report, timestamp=handed_in, comments=comments_of(report))
            write_autograded(class_folder, report, graded.notebook, to_json(report), handed_in)

        yield record


def submitted_at(class_folder: Path, report: Report) -> datetime | None:
    return read_timestamp(class_folder / "submitted" / report.student / report.assignment)


def comments_of(report: Report) -> dict[str, str]:
    """For each question that lost points, one line that says where to look."""
    return {name: _comment(question) for name, question in report.questions.items() if question.results}


def _comment(question: QuestionReport) -> str:
    lost = [result for result in question.results if result.verdict is not Verdict.PASSED]
    total = f"{points(question.score)} of {points(question.points)} points."
    if not lost:
        return f"{total} All {len(question.results)} checks passed."
    first = next((result for result in lost if result.message), lost[0])
    return f"{total} {len(lost)} of {len(question.results)} checks did not hold; first: {first.message}"
