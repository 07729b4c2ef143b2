"""A marker sits down: the gradebook is opened, the desk set up; late penalties follow when they get up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.gradebook import gradebook_of
from grader.grading.late_penalties import settle_late
from grader.marking.desk import Desk, open_desk
from grader.marking.entering import refresh
from grader.model import Course


@contextmanager
def sitting(
    course: Course,
    assignment: str,
    class_folder: Path,
    *,
    marker: str,
    share: float = 1.0,
    say: Callable[[str], None],
) -> Iterator[Desk]:
    """A desk with today's rubric on it. share: of the answers, that are this marker's. say: takes a remark.

    Raises: CourseError: nothing was graded, or rubric, record or gradebook cannot be used.
    """
    with gradebook_of(course, class_folder) as book:
        desk = open_desk(course, assignment, class_folder, book, marker=marker, share=share, say=say)
        for line in refresh(desk):
            say(line)
        yield desk
    settle_late(course, class_folder, assignment, say=say)  # what coming late costs is a share of the score
