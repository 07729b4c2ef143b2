"""A class folder in nbgrader's layout: which submissions are there, and which of them need grading."""

import importlib.metadata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.cores import progress
from grader.course import has_gradebook, load_assignment, typed_there
from grader.errors import CourseError, UnreadableNotebook, nobody_called
from grader.files import refuse_no_file
from grader.grading.environment import environment
from grader.grading.lacking import had_not
from grader.grading.setup import fingerprint, wording_fingerprint
from grader.grading.team_records import Alike, alike
from grader.model import Course, Report
from grader.notebooks import release_notebook
from grader.records import each_journal_line, from_json, is_lost, promised_hashes, report_path, sha256
from grader.submissions import Submission, digest_of, find_submissions, read_bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What to grade. student: only this one's. force: also what is graded already.

    among: only these students', as far as they handed in; None: everybody's.
    """

    course: Course
    assignment: str
    class_folder: Path
    student: str | None = None
    force: bool = False
    among: Collection[str] | None = None

    @property
    def submitted(self) -> Path:
        return self.class_folder / "submitted"


@dataclass(frozen=True, slots=True)
class Pile:
    """The submissions: those to grade, and whose were graded and have not changed. No report is held here.

    A report that is not the one the journal promises is from before a kill, or from elsewhere: graded again.
    So is one whose notebook is lost.
    outdated: how many of the kept reports come from another version of the assignment than the present one.
    retold: how many others were written with other wrong solutions, or other rules of what students see.
    before: of the rest, who has a report on the very file that is to be graded again.
    due: by student, the hash of the report that is promised; nobody's where everything is graded again.
    """

    todo: tuple[Submission, ...]
    kept: tuple[str, ...]
    outdated: int
    retold: int
    before: frozenset[str]
    due: Mapping[str, str]


def sort_out(order: Order, teams: Mapping[str, str]) -> Pile:
    """Look through the class folder. teams: by student, of whoever is in one.

    Whoever's packages were not here is graded again once others are: `requires` names them.
    Of a team that handed in one file, all have one report. So whoever has another than the first is to be
    graded, and an order to grade one of them is an order to grade them all.

    Raises: CourseError: there is no such assignment, or nothing to grade in the folder.
    """
    assignment, source = load_assignment(order.course, order.assignment)
    now, told = fingerprint(order.course, assignment, source), wording_fingerprint(order.course, assignment)
    here = environment(assignment.requires)
    due = _promised(order)
    todo, kept, before = list[Submission](), list[str](), set[str]()
    firsts = dict[Alike, str]()
    outdated = retold = 0
    chosen = _chosen(order, teams, release_notebook(source))
    for one in progress(chosen, what="looking what is graded already", total=len(chosen)):
        found = _graded_before(order, one, now)
        lacked = found and had_not(found[0]) and found[0].provenance.environment != here
        same = found and due.get(one.student) == found[1] and not lacked and not _lost(order, found[0])
        if found and same and not _at_odds(order, found[0], teams, firsts):
            kept.append(one.student)
            made = found[0].provenance
            outdated += made.assignment != now
            retold += made.assignment == now and made.told != told
            continue
        todo.append(one)
        if found:
            before.add(one.student)
    return Pile(tuple(todo), tuple(kept), outdated, retold, frozenset(before), due)


def _promised(order: Order) -> dict[str, str]:
    """By student, the hash of the report that must be there; nobody's where everything is graded again, as
    where the gradebook was lost, and perhaps made anew since.
    """
    if order.force or not _has_entries(order):
        return {}
    return promised_hashes(each_journal_line(order.class_folder), order.assignment)


def _has_entries(order: Order) -> bool:
    if not has_gradebook(order.course, order.class_folder):
        return False
    from grader.gradebook import holds_any  # not at once: it takes longer than the first submission

    return holds_any(order.course, order.class_folder, order.assignment)


def _lost(order: Order, report: Report) -> bool:
    path = report_path(order.class_folder, report.student, order.assignment)
    return is_lost(report, path.with_name(f"{order.assignment}.ipynb"))


def _at_odds(order: Order, report: Report, teams: Mapping[str, str], firsts: dict[Alike, str]) -> bool:
    """Whether another of the team has another report on the same file; else this may be the first."""
    team = teams.get(report.student)
    if team is None or order.course.never_lower:
        return False
    shared, said = alike(report, team)
    return firsts.setdefault(shared, said) != said


def _chosen(order: Order, teams: Mapping[str, str], release: NotebookNode) -> list[Submission]:
    found = find_submissions(order.class_folder, order.assignment, release=release)
    if not found:
        at = f"{order.submitted}/<student>/{order.assignment}/{order.assignment}.ipynb"
        cure = f"sort a download with `grader collect`, or put notebooks at {at}"
        raise CourseError(order.submitted, "", f"no submission of {order.assignment}", cure=cure)
    if order.among is not None:
        found = [submission for submission in found if submission.student in order.among]
    if order.student is None:
        return found
    students = [submission.student for submission in found]
    student = typed_there(order.class_folder)(order.student)
    if student not in students:
        raise nobody_called(order.student, students, order.submitted, "submission")
    own = found[students.index(student)]
    return [one for one in found if one is own or _of_one_file(order, teams, own, one)]


def _of_one_file(order: Order, teams: Mapping[str, str], own: Submission, other: Submission) -> bool:
    team, digest = teams.get(own.student), _digest(order, own)
    return bool(team and digest) and teams.get(other.student) == team and _digest(order, other) == digest


def _digest(order: Order, submission: Submission) -> str:
    return digest_of(submission, megabytes=order.course.limits.notebook_mb, below=order.submitted)


def _graded_before(order: Order, submission: Submission, now: str) -> tuple[Report, str] | None:
    """Its report and the report's hash, if it is about this very file. What broke is tried again; so is what
    could not be read, once limits, checks or this program changed.

    now: the assignment's fingerprint.
    Raises: CourseError: a folder, a pipe or a device stands where it should.
    """
    path = report_path(order.class_folder, submission.student, order.assignment)
    refuse_no_file(path)
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    report, digest = from_json(raw), _digest(order, submission)
    if report is None or report.provenance.notebook != digest:
        return None
    kept = report.status == "graded" and digest != ""
    if report.status == "unreadable":
        made, here = report.provenance, (now, importlib.metadata.version("attention-grader"))
        still = digest != "" or _same_trouble(order, submission, report)
        kept = (made.assignment, made.grader) == here and still
    return (report, sha256(raw)) if kept else None


def _same_trouble(order: Order, submission: Submission, report: Report) -> bool:
    """Of what cannot be read at all, whether that is for the same reason as before."""
    try:
        read_bytes(submission.path, below=order.submitted, megabytes=order.course.limits.notebook_mb)
    except UnreadableNotebook as problem:
        return str(problem) == report.reason
    return False
