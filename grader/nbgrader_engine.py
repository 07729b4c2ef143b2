"""How `nbgrader autograde` grades: what was handed in, the way `grader autograde` does."""

import weakref
from pathlib import Path

from grader.autograde import Graded, Setup, grade_submission, set_up
from grader.course import load_course
from grader.journal import append
from grader.recording import grading
from grader.reports import to_json
from grader.sandbox import Zygote, probe, start_zygote
from grader.submissions import Submission

# By nbgrader's run, so that its hundred submissions share one set-up, and the next run reads the course anew.
_runs: "weakref.WeakKeyDictionary[object, tuple[Setup, Zygote]]" = weakref.WeakKeyDictionary()


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> Graded:
    """Grade submitted/<student>/<assignment>/<assignment>.ipynb, and enter it into the journal.

    course: the folder of course.toml. run: what lives as long as one `nbgrader autograde`.
    Raises: CourseError, SandboxUnavailable: nothing can be graded at all.
    """
    if run not in _runs:
        _runs[run] = _start(course, assignment, submission.parents[3])
        weakref.finalize(run, _runs[run][1].close)
    setup, zygote = _runs[run]
    graded = grade_submission(setup, zygote, Submission(student, submission), below=submission.parents[2])
    if graded.report.status == "graded":  # or nbgrader records nothing
        class_folder = submission.parents[3]
        append(class_folder, grading(class_folder, graded.report, to_json(graded.report)))
    return graded


def _start(root: Path, assignment: str, class_folder: Path) -> tuple[Setup, Zygote]:
    wall = probe()
    course = load_course(root)
    setup = set_up(course, assignment, wall.isolation, class_folder=class_folder)
    data = setup.assignment.folder / "data"
    return setup, start_zygote(wall, course.limits, data=data if data.is_dir() else None)
