"""How `nbgrader autograde` grades: what was handed in, the way `grader autograde` does."""

import logging
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from grader.course import class_teams, load_course
from grader.gradebook.nbgrader_plugin import Autograded
from grader.grading.recording import grading
from grader.grading.setup import Setup, ready_to_grade
from grader.grading.submission import Graded, grade_submission
from grader.grading.team_records import recorded_of
from grader.grading.team_work import graded_once
from grader.records import append, each_journal_line, promised_hashes, sha256, to_json
from grader.sandbox import Zygote, probe
from grader.submissions import Submission


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """What submissions of one `nbgrader autograde` share.

    teams: by student, of whoever is in one. due: by student, the hash of the report that is promised.
    ending: the sandbox ends with it.
    """

    setup: Setup
    zygote: Zygote
    teams: Mapping[str, str]
    due: dict[str, str]
    ending: ExitStack


# By nbgrader's run, so that the next one reads the course anew.
_runs: "weakref.WeakKeyDictionary[object, _Run]" = weakref.WeakKeyDictionary()


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> Autograded:
    """Grade submitted/<student>/<assignment>/<assignment>.ipynb, and enter it into the journal.

    What another of a team has a report on is not graded again: nbgrader grades one after another.
    course: the folder of course.toml. run: what lives as long as one `nbgrader autograde`.
    Raises: CourseError, SandboxUnavailable: nothing can be graded at all.
    """
    class_folder = submission.parents[3]
    if run not in _runs:
        _runs[run] = _start(course, assignment, class_folder)
        weakref.finalize(run, _runs[run].ending.close)
    now = _runs[run]
    graded = _graded(now, Submission(student, submission), class_folder)
    report, content = graded.report, to_json(graded.report)
    if report.status != "graded":  # nbgrader records nothing
        return Autograded(b"", content, refused=report.reason)
    append(class_folder, grading(class_folder, report, content, fault=graded.fault))
    now.due[student] = sha256(content)
    return Autograded(graded.notebook or b"", content)


def _graded(run: _Run, one: Submission, class_folder: Path) -> Graded:
    below = class_folder / "submitted"

    def grades(submissions: Sequence[Submission]) -> Iterator[Graded]:
        return (grade_submission(run.setup, run.zygote, each, below=below) for each in submissions)

    recorded = recorded_of(run.setup, class_folder, run.teams, run.due)
    megabytes = run.setup.course.limits.notebook_mb
    return next(graded_once([one], grades, run.teams, below=below, megabytes=megabytes, recorded=recorded))


def _start(root: Path, assignment: str, class_folder: Path) -> _Run:
    wall = probe()
    course = load_course(root)
    teams = class_teams(class_folder, say=logging.getLogger(__name__).warning)
    due = promised_hashes(each_journal_line(class_folder), assignment) if teams else {}
    stack = ExitStack()
    return _Run(*stack.enter_context(ready_to_grade(course, assignment, wall)), teams, due, stack)
