"""One submission, in Gradescope's container: below `root`, usually /autograder.

root/source/course/        the course, as far as grading needs it; source/kept: what took long to learn
root/submission/           what the student uploaded
root/results/results.json  what Gradescope reads
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from grader.checks.our_faults import as_traceback
from grader.course import hinted, load_course
from grader.errors import CourseError, SandboxUnavailable
from grader.files import write_file
from grader.gradescope.results import not_graded, results
from grader.grading import Graded, grade_submission, ready_to_grade, set_up
from grader.sandbox import probe
from grader.submissions import submission_in

COURSE, KEPT = "source/course", "source/kept"
STUDENT = "student"  # who it is nobody needs to know


def prepare(root: Path) -> str:
    """What can be learned before any submission is there. Returns a line for the log of the image.

    Raises: CourseError: the course in the package cannot be used.
    """
    course = load_course(root / COURSE)
    _keep(root)
    set_up(course, course.assignments[0].name, "")
    return f"sandbox here: {_level()}"


def _keep(root: Path) -> None:
    """The cache is beside the course, as a container may run as another user than the one who made it."""
    os.environ.setdefault("GRADER_CACHE", str(root / KEPT))


def _level() -> str:
    try:
        return probe().isolation
    except SandboxUnavailable as none:
        return f"none, so nothing will be graded\n{none}"


def grade(root: Path) -> str:
    """Write results.json, whatever happens. Returns what instructors read in the log."""
    began = time.monotonic()
    try:
        course = load_course(root / COURSE)
        name = course.assignments[0].name
        graded = _graded(root, name)
        (report,) = hinted(course, name, [graded.report])
        content = results(report, course.feedback, seconds=time.monotonic() - began)
        said = f"{graded.report.status}, isolation level {graded.report.isolation}\n{graded.fault}"
    except (SandboxUnavailable, CourseError) as problem:
        content, said = not_graded(str(problem)), str(problem)
    except Exception as error:  # a fault of ours: whatever it is, nobody may be shown a score
        said = as_traceback(error)
        content = not_graded(f"the grader failed ({type(error).__name__}: {error})")
    write_file(root / "results/results.json", content)
    return said


def _graded(root: Path, name: str) -> Graded:
    """Raises: SandboxUnavailable: no wall can be built here."""
    course = load_course(root / COURSE)
    _keep(root)
    with ready_to_grade(course, name, probe()) as (setup, zygote):
        folder = root / "submission"
        submission = submission_in(folder, name, STUDENT, release=setup.release)
        graded = grade_submission(setup, zygote, submission, below=folder)
    return replace(graded, notebook=None)
