"""The classes that are graded: known solutions, handed in as students would."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from grader.course.load import load_assignment, load_course
from grader.release import write_release
from grader.solutions.demo import make_class

AGAIN = "-again"
FEW = 4  # submissions, for a quick look


def demo_class(course_folder: Path, folder: Path) -> list[str]:
    """The whole class of `grader demo`, with what `grader release` would write. Its students."""
    course = load_course(course_folder)
    assignment, source = load_assignment(course, course.assignments[0].name)
    write_release(course, assignment, source, folder)
    return [who.student for who in make_class(assignment, source, folder)]


def calm_class(course_folder: Path, folder: Path, *, few: int | None) -> list[str]:
    """The same without those who hang, exit, attack or cannot be read; `few` of them, evenly spread."""
    students = sorted(demo_class(course_folder, folder))
    calm = [student for student in students if not student.startswith("trouble-")]
    kept = spread(calm, few or len(calm))
    for student in set(students) - set(kept):
        shutil.rmtree(folder / "submitted" / student)
    return kept


def doubled(folder: Path, twice: Path) -> None:
    """A copy of a class that was not graded yet, in which every submission is handed in twice."""
    shutil.copytree(folder, twice)
    for home in sorted((folder / "submitted").iterdir()):
        shutil.copytree(home, twice / "submitted" / f"{home.name}{AGAIN}")


def spread(items: Sequence[str], number: int) -> list[str]:
    """`number` of them, evenly over all."""
    number = min(number, len(items))
    return [items[index * len(items) // number] for index in range(number)]
