"""One submission → Report.

The way of a submission: read → anchored to the release → run in the sandbox → checked → report and notebook.
What goes wrong on it is either the student's (unreadable, crashed, timed out) or ours (broken). Neither stops
the class.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbformat import NotebookNode

from grader.checks.judge import judge
from grader.checks.our_faults import as_traceback
from grader.course import disclosed
from grader.diagnosis import complete, keeping
from grader.errors import SandboxUnavailable, UnreadableNotebook
from grader.grading.budget import Spent, budget
from grader.grading.check_cells import where_they_stand
from grader.grading.crowded import CrowdedOut, giving_up
from grader.grading.diagnosing import asked_again, first_of, noting, told
from grader.grading.fresh_process import in_fresh_process
from grader.grading.graded_notebook import graded_notebook
from grader.grading.lacking import lacking
from grader.grading.setup import Setup
from grader.grading.stopped_cells import explaining, stopped_repairs, why_undefined
from grader.model import QuestionReport, Repair, Report, Result, Verdict
from grader.notebooks import imports_ahead, to_bytes
from grader.sandbox import SandboxBroken, TimeSpent, Usage, Zygote
from grader.submissions import (
    Anchored,
    AnchoredCell,
    Submission,
    anchor_notebook,
    name_repairs,
    parse_submission,
    read_bytes,
    student_code,
)
from grader.values import Reply
from grader.wording import printable

TRIES = 3  # of a submission during which the sandbox ends
NOTHING = Usage()


@dataclass(frozen=True, slots=True)
class Graded:
    """What comes of a submission. `notebook`: the file for autograded/, None if it could not be read.

    fault: our own traceback, where the report is broken or says less than it might; for the instructor alone.
    before: the last report on the very same file. kept: nothing was done, for nothing had changed.
    given_up: at a call that timed out, as others were graded beside it; so nothing is known yet.
    """

    report: Report
    notebook: bytes | None = None
    usage: Usage = field(default_factory=Usage)
    fault: str = ""
    before: Report | None = None
    kept: bool = False
    given_up: bool = False


def grade_submission(
    setup: Setup,
    zygote: Zygote,
    submission: Submission,
    *,
    below: Path,
    first: Usage = NOTHING,
    crowded: bool = False,
) -> Graded:
    """A fault of ours is a report, too.

    below: the folder from which on no link is followed, such as class/submitted. first: what a first try of
    this submission took of its time. crowded: others are graded beside it, so a call that times out may end
    it: see `crowded`.
    Raises: SandboxUnavailable: the sandbox ends again and again, whatever is graded.
    """
    report, spent = blank_report(setup, submission.student), TimeSpent.after(first)
    try:
        with budget(setup.course.limits, spent):
            raw = read_bytes(submission.path, below=below, megabytes=setup.course.limits.notebook_mb)
            digest = hashlib.sha256(raw).hexdigest()
            names = name_repairs(submission.path.name, f"{report.assignment}.ipynb", submission.choice)
            report = replace(report, provenance=replace(report.provenance, notebook=digest), repairs=names)
            return _insisting(setup, zygote, parse_submission(raw), report, spent, crowded=crowded)
    except SandboxUnavailable:
        raise
    except CrowdedOut:
        return Graded(report, usage=spent.within(NOTHING), given_up=True)
    except UnreadableNotebook as problem:
        return unreadable(report, problem)
    except Spent as too_much:
        reason = f"it took {too_much} and was given up; nobody loses points by it"
        return Graded(replace(report, status="broken", reason=reason), fault=reason)
    except (Exception, SandboxBroken) as error:
        fault = as_traceback(error)
        reason = f"the grader failed ({type(error).__name__}: {error}); nobody loses points by it"
        return Graded(replace(report, status="broken", reason=reason), fault=fault)


def unreadable(report: Report, problem: UnreadableNotebook) -> Graded:
    """report: as far as it goes."""
    return Graded(replace(report, status="unreadable", reason=str(problem)))


def _insisting(
    setup: Setup, zygote: Zygote, notebook: NotebookNode, blank: Report, spent: TimeSpent, *, crowded: bool
) -> Graded:
    """As grade_notebook, and again if the sandbox ended meanwhile.

    Raises: SandboxBroken: it did so every time, which may be this notebook's doing.
    """
    for _ in range(TRIES):
        try:
            return grade_notebook(setup, zygote, notebook, blank, spent=spent, crowded=crowded)
        except SandboxBroken as broken:
            last = broken
    raise SandboxBroken(f"the sandbox ended {TRIES} times while this was graded, and not before: {last}")


def grade_notebook(
    setup: Setup,
    zygote: Zygote,
    notebook: NotebookNode,
    blank: Report,
    *,
    spent: TimeSpent | None = None,
    crowded: bool = False,
) -> Graded:
    """Grade a notebook that could be read. blank: its report so far. spent: of its time.

    Raises: CrowdedOut: as `grade_submission` has crowded.
    """
    spent = spent or TimeSpent()
    anchored = anchor_notebook(notebook, setup.release)
    code, replies, lost = student_code(anchored, setup.release), dict[bytes, Reply](), list[Exception]()
    with zygote.session(spent=spent) as session:
        texts = [text for _, text in code]
        runs = session.load(texts)
        session.load(imports_ahead(texts))
        numbered = {index: run for (index, _), run in zip(code, runs, strict=True)}
        found = (*blank.repairs, *anchored.repairs, *stopped_repairs(session, anchored, numbered))
        asks = explaining(session.ask, why_undefined(anchored, numbered, setup.prepared.returns))
        listening = keeping(asks, setup.diagnoser.calls, replies)
        if crowded:
            listening = giving_up(listening, spent, setup.course.limits)
        with in_fresh_process(setup.prepared, zygote, session) as remark:
            note, noted = noting(remark)
            results = judge(setup.prepared, listening, reference=setup.right, remark=note, lost=lost.append)
        complete(setup.prepared, setup.diagnoser.calls, asks, replies, results)
        judged = _questions(setup, anchored, results)
        with spent.apart():
            questions, fault = told(setup.diagnoser, replies, judged, asked_again(session, anchored, noted))
    better, again = where_they_stand(setup, zygote, spent, anchored, code, questions, lost.append)
    questions |= {name: one.report for name, one in better.items()}
    lacks = lacking(texts, list(numbered.values()), questions.values())
    report = _filled_in(blank, questions, (*found, *(one.repair for one in better.values()), *lacks))
    shown = disclosed(report, setup.course.feedback.hidden).questions
    graded = graded_notebook(anchored, setup.release, numbered, shown)
    return Graded(report, to_bytes(graded), session.usage().and_of(again), first_of(lost) + fault)


def _filled_in(blank: Report, questions: dict[str, QuestionReport], repairs: tuple[Repair, ...]) -> Report:
    broken = any(one.verdict is Verdict.BROKEN for each in questions.values() for one in each.results)
    return replace(
        blank,
        status="broken" if broken else "graded",
        reason="a check is broken" if broken else "",
        score=sum((question.score for question in questions.values()), 0.0),
        questions=questions,
        repairs=repairs,
    )


def blank_report(setup: Setup, student: str) -> Report:
    """A report in which nothing was earned yet."""
    questions = {
        question.name: QuestionReport(0.0, question.points) for question in setup.assignment.questions
    }
    return Report(
        student=student,
        assignment=setup.assignment.name,
        status="graded",
        score=0.0,
        points=sum((question.points for question in questions.values()), 0.0),
        questions=questions,
        repairs=(),
        isolation=setup.isolation,
        provenance=setup.provenance,
    )


def _questions(setup: Setup, anchored: Anchored, results: Sequence[Result]) -> dict[str, QuestionReport]:
    """Stubs by their checks; a written answer awaits a marker, but not as it was released, nor blank."""
    asked = {check.id: check.question for check in setup.prepared.checks}
    released = {cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in setup.release.cells}
    answers = [cell for cell in anchored.cells if cell.role == "answer"]
    written = {cell.name for cell in answers if _is_answer(cell, released[cell.name])}
    reports = {}
    for question in setup.assignment.questions:
        own = tuple(result for result in results if asked[result.check] == question.name)
        awaits = question.kind == "answer" and question.name in written
        score = sum((result.score for result in own), 0.0)
        reports[question.name] = QuestionReport(score, question.points, own, awaits_marker=awaits)
    return reports


def _is_answer(cell: AnchoredCell, released: str) -> bool:
    """Whether something stands there, and not what was released."""
    return bool(cell.attachments) or printable(cell.text).strip() not in ("", printable(released).strip())
