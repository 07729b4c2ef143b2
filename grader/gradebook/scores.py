"""What grading puts into the gradebook: scores, flags, comments and late penalties."""

import math
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from nbgrader import api
from sqlalchemy import select

from grader.errors import CourseError
from grader.files import naive
from grader.gradebook.database import transaction
from grader.gradebook.late import LatePolicy, enter_penalty, no_penalty, score_of, seconds_late
from grader.model import QuestionReport, Report, Verdict
from grader.notebooks import grade_id

# A stub is scored in its check cell, a written answer in the cell of its own name.
CHECK = grade_id("check", "")
NO_RESPONSE = "No response."  # nbgrader's words
# nbgrader's feedback shows it until a person comments, so it holds before and after somebody marks again.
OUTLIVED = "You changed this answer after it was marked. That mark does not count."


def save_report(
    book: Any,
    report: Report,
    *,
    timestamp: datetime | None,
    comments: Mapping[str, str],
    late: LatePolicy = no_penalty,
    outlived: Collection[str] = (),
) -> None:
    """Record one submission, in one transaction; again with the same report: the same rows.

    timestamp: when it was handed in; without a zone it means UTC.
    comments: question name to text for the student; a stub or an answer without one gets nbgrader's own.
    outlived: questions whose marks by hand were given for another answer; they are taken back.
    Raises: CourseError: the assignment was never released into this gradebook, or with other questions.
    """
    with transaction(book) as session:
        notebook = _submitted_notebook(session, report, timestamp)
        columns = select(api.BaseCell.id, api.BaseCell.name, api.BaseCell.type)
        of_notebook = api.BaseCell.notebook_id == notebook.notebook_id
        cells = {row.id: row for row in session.execute(columns.where(of_notebook))}
        graded = {row.name for row in cells.values() if row.type == "GradeCell"}
        _hold_together(report, graded)
        trusted, scores = _trusted(report), machine_scores(report)
        left_out, marked = 0.0 if report.status == "unreadable" else None, set[str]()
        for grade in _rows(session, api.Grade, notebook, cells, ("GradeCell", "TaskCell")):
            question = cells[grade.cell_id].name.removesuffix(CHECK)
            if question in outlived:
                grade.manual_score = grade.extra_credit = None
            _enter_score(grade, scores.get(question, left_out), trusted.get(question))
            if grade.manual_score is not None:
                marked.add(question)
        for comment in _rows(session, api.Comment, notebook, cells, ("SolutionCell", "TaskCell")):
            cell = cells[comment.cell_id].name
            answer = trusted.get(cell) if cell in graded else None
            told = _comment(cell, report, comments, answer)
            _enter_comment(comment, told, outlived=cell in outlived, marked=cell in marked, answer=answer)
        session.flush()
        is_late = seconds_late(notebook.assignment) > 0  # only then is the score asked for
        enter_penalty(notebook, late, score_of(session, notebook) if is_late else 0.0)


def _submitted_notebook(session: Any, report: Report, timestamp: datetime | None) -> Any:
    columns = select(api.Notebook.id, api.Notebook.assignment_id).join(api.Assignment)
    named = columns.where(api.Assignment.name == report.assignment, api.Notebook.name == report.assignment)
    notebook = session.execute(named).first()
    if notebook is None:
        cure = f"run `grader release {report.assignment}`"
        raise CourseError("gradebook", report.assignment, "no such assignment", cure=cure)
    if session.get(api.Student, report.student) is None:
        session.add(api.Student(id=report.student))
    submission = _found_or_new(
        session, api.SubmittedAssignment, assignment_id=notebook.assignment_id, student_id=report.student
    )
    submission.timestamp = naive(timestamp)
    return _found_or_new(session, api.SubmittedNotebook, assignment_id=submission.id, notebook_id=notebook.id)


def _found_or_new(session: Any, kind: Any, **key: str) -> Any:
    """A new row gets its id here, so that all rows are sent at once, and not one kind after the other."""
    row = session.scalar(select(kind).filter_by(**key))
    if row is None:
        row = kind(id=api.new_uuid(), **key)
        session.add(row)
    return row


def _rows(session: Any, kind: Any, notebook: Any, cells: dict[str, Any], types: tuple[str, str]) -> list[Any]:
    """The notebook's grades or comments, one for each cell of these types."""
    found = {row.cell_id: row for row in session.scalars(select(kind).where(kind.notebook_id == notebook.id))}
    for cell in cells.values():
        if cell.type in types and cell.id not in found:
            found[cell.id] = kind(cell_id=cell.id, notebook_id=notebook.id)
            session.add(found[cell.id])
    return [*found.values()]


def _hold_together(report: Report, graded: set[str]) -> None:
    """The report's questions are the gradebook's; fewer only where not all could be graded."""
    known = {name.removesuffix(CHECK) for name in graded}
    found = report.questions.keys()
    if found == known or (report.status != "graded" and found <= known):
        return
    problem = f"the report of {report.student} is about {', '.join(sorted(found)) or 'nothing'}"
    cure = f"run `grader release {report.assignment}`, then grade again"
    raise CourseError("gradebook", report.assignment, problem, wanted=", ".join(sorted(known)), cure=cure)


def _trusted(report: Report) -> dict[str, QuestionReport]:
    """The questions where no check of ours broke: where it did, what machines found is not the score."""
    whole = {name: question for name, question in report.questions.items() if not _is_broken(question)}
    return {} if report.status == "broken" and len(whole) == len(report.questions) else whole


def _is_broken(question: QuestionReport) -> bool:
    return math.isnan(question.score) or any(result.verdict is Verdict.BROKEN for result in question.results)


def machine_scores(report: Report) -> dict[str, float | None]:
    """By question, what the gradebook keeps from machines. None: ours to mend, or for a person to mark."""
    if report.status == "unreadable":
        return dict.fromkeys(report.questions, 0.0)
    trusted = _trusted(report)
    return {
        name: _machine_score(trusted.get(name), bool(one.results)) for name, one in report.questions.items()
    }


def _machine_score(question: QuestionReport | None, checked: bool) -> float | None:
    """checked: there are checks that give points, whatever a marker adds to them."""
    if question is None or (question.awaits_marker and not checked):
        return None
    return min(max(question.score, 0.0), question.points)  # a sum of shares may be an ulp off


def _enter_score(grade: Any, score: float | None, question: QuestionReport | None) -> None:
    awaits_marker = question is not None and question.awaits_marker
    grade.auto_score = score
    grade.needs_manual_grade = awaits_marker or score is None or grade.manual_score is not None


def _enter_comment(
    comment: Any, told: str | None, *, outlived: bool, marked: bool, answer: QuestionReport | None
) -> None:
    if outlived:
        comment.manual_comment = None
    waits = answer is not None and answer.awaits_marker and not marked
    changed = waits and (outlived or comment.auto_comment == OUTLIVED)
    comment.auto_comment = OUTLIVED if changed else told


def _comment(
    cell: str, report: Report, comments: Mapping[str, str], answer: QuestionReport | None
) -> str | None:
    """answer: what was found out about the written answer in this cell, if it is one."""
    if report.status == "unreadable":
        return _storable(f"This notebook could not be graded: {report.reason}")
    if cell in comments:
        return _storable(comments[cell])
    return NO_RESPONSE if answer and not answer.results and not answer.awaits_marker else None


def _storable(text: str) -> str:
    """Without what databases refuse: NUL (PostgreSQL), and halves of surrogate pairs (all)."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
