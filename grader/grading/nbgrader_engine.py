"""How `nbgrader autograde` grades: what was handed in, the way `grader autograde` does."""

import weakref
from pathlib import Path

from grader.course import load_course
from grader.gradebook.nbgrader_plugin import Autograded
from grader.grading.recording import grading
from grader.grading.submission import Setup, grade_submission, set_up
from grader.records import append, to_json
from grader.sandbox import Zygote, probe, start_zygote
from grader.submissions import Submission

# By nbgrader's run, so that its hundred submissions share one set-up, and the next run reads the course anew.
_runs: "weakref.WeakKeyDictionary[object, tuple[Setup, Zygote]]" = weakref.WeakKeyDictionary()


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> Autograded:
    """Grade submitted/<student>/<assignment>/<assignment>.ipynb, and enter it into the journal.

    course: the folder of course.toml. run: what lives as long as one `nbgrader autograde`.
    Raises: CourseError, SandboxUnavailable: nothing can be graded at all.
    """
    if run not in _runs:
        _runs[run] = _start(course, assignment)
        weakref.finalize(run, _runs[run][1].close)
    setup, zygote = _runs[run]
    graded = grade_submission(setup, zygote, Submission(student, submission), below=submission.parents[2])
    report, content = graded.report, to_json(graded.report)
    if report.status != "graded":  # nbgrader records nothing
        return Autograded(b"", content, refused=report.reason)
    class_folder = submission.parents[3]
    append(class_folder, grading(class_folder, report, content))
    return Autograded(graded.notebook or b"", content)


def _start(root: Path, assignment: str) -> tuple[Setup, Zygote]:
    wall = probe()
    course = load_course(root)
    setup = set_up(course, assignment, wall.isolation)
    return setup, start_zygote(wall, course.limits, data=setup.assignment.folder / "data")
