"""Whether the records of grading agree: the journal with itself, reports with it, the gradebook with reports.

Nothing is written. What people entered into the gradebook is theirs to change: no difference, but counted.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.cores import progress
from grader.course import load_assignment
from grader.gradebook import machine_scores, marks_of
from grader.model import Course, Marks
from grader.records.given_marks import given_marks, marks_at_odds, score_in_words
from grader.records.graded_file import LOST, is_lost, made_again
from grader.records.journal import FILE, Act, JournalLine, is_grading, journal_lines, promised, sha256
from grader.records.own_cells import own_cells
from grader.records.reports import from_json, report_path, report_paths
from grader.records.verified import Difference, Verified
from grader.wording import printable


@dataclass(frozen=True, slots=True)
class Filed:
    """What is compared of a report.json. hash: of its bytes. scores: as the gradebook must have them; None:
    this version did not write it. lost: the notebook beside it is.
    """

    hash: str
    scores: Mapping[str, float | None] | None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """All there is about one assignment, without the reports' words, as a class may be large.

    marks: by student, as in the gradebook; None: no gradebook. answers: digests of what was graded last, by
    student and question; of whoever was given a mark on the marking page.
    """

    class_folder: Path
    assignment: str
    journal: Sequence[JournalLine]
    files: Mapping[str, Filed]
    marks: Mapping[str, Marks] | None
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def verify_class(course: Course, assignment: str, class_folder: Path, *, known: str = "") -> Verified:
    """As `verify`, of all there is about an assignment.

    Raises: CourseError: there is no such assignment, or the gradebook cannot be used.
    """
    load_assignment(course, assignment)
    marks = marks_of(course, class_folder, assignment)
    return verify(read_records(class_folder, assignment, marks), known=known)


def read_records(class_folder: Path, assignment: str, marks: Mapping[str, Marks] | None) -> Records:
    paths = report_paths(class_folder, assignment)
    files = {
        path.parent.parent.name: _filed(path, assignment)
        for path in progress(paths, what="reading reports", total=len(paths))
    }
    journal = journal_lines(class_folder)
    answers = {
        student: _digests(report_path(class_folder, student, assignment).with_name(f"{assignment}.ipynb"))
        for student in {student for student, _ in given_marks(journal, assignment)}
    }
    return Records(class_folder, assignment, journal, files, marks, answers)


def _digests(notebook: Path) -> dict[str, str]:
    return {question: own.digest for question, own in own_cells(notebook).items()}


def _filed(path: Path, assignment: str) -> Filed:
    raw = path.read_bytes()
    report = from_json(raw)
    if report is None:
        return Filed(sha256(raw), None)
    lost = is_lost(report, path.with_name(f"{assignment}.ipynb"))
    return Filed(sha256(raw), machine_scores(report), lost)


def verify(records: Records, *, known: str = "") -> Verified:
    """known: the hash of a line, noted down earlier, that must still be there."""
    entered = promised(list(records.journal), records.assignment)
    scores = {
        student: filed.scores
        for student, filed in records.files.items()
        if filed.scores is not None and _is_promised(filed, entered.get(student))
    }
    marks = records.marks or {}
    return Verified(
        lines=len(records.journal),
        head=records.journal[-1].hash if records.journal else "",
        reports=len(records.files),
        scores=sum(map(len, scores.values())),
        by_hand=tuple(
            (student, question)
            for student, own in sorted(marks.items())
            for question, mark in own.questions.items()
            if mark.manual is not None or mark.extra
        ),
        past=tuple(_past(records)),
        differences=(
            *_of_chain(records, known),
            *_of_reports(records, entered),
            *_of_gradebook(records, entered, scores),
            *_of_marks(records),
        ),
    )


def _is_promised(filed: Filed, line: JournalLine | None) -> bool:
    return line is not None and line.entry is not None and line.entry.act.after == filed.hash


def _of_chain(records: Records, known: str) -> Iterator[Difference]:
    path, cure = records.class_folder / FILE, "put the file back from a copy made before"
    previous = ""
    for line in records.journal:
        place = f"{path}, line {line.number}"
        if line.entry is None:
            yield Difference(
                place, "this is no act of grading", "a line as `grader autograde` writes it", cure
            )
        elif line.entry.previous != previous:
            found = f"previous {_short(line.entry.previous)}"
            wanted = f"{_short(previous)}: that is the hash of {_line_before(line)}"
            yield Difference(place, found, wanted, cure)
        previous = line.hash
    if known and known not in {line.hash for line in records.journal}:
        yield Difference(
            str(path), f"none of {len(records.journal)} lines has the hash you know", known, cure
        )


def _line_before(line: JournalLine) -> str:
    return f"line {line.number - 1}" if line.number > 1 else "nothing"


def _of_reports(records: Records, entered: Mapping[str, JournalLine]) -> Iterator[Difference]:
    again = f"run `grader autograde {records.assignment}`, which grades it again"
    for student in sorted(entered.keys() | records.files.keys()):
        path = str(report_path(records.class_folder, student, records.assignment))
        filed, line = records.files.get(student), entered.get(student)
        if line is None or line.entry is None:
            wanted = f"a line about it in {records.class_folder / FILE}"
            yield Difference(path, "nobody entered that it was graded", wanted, again)
            continue
        found, act = filed.hash if filed else "", line.entry.act
        if found != act.after:
            wanted = f"{_short(act.after)} ({FILE}, line {line.number})"
            yield Difference(path, _what_is_there(found, act), wanted, again)
        elif filed and filed.lost:
            beside = Path(path).with_name(f"{records.assignment}.ipynb")
            cure = made_again(records.assignment)
            yield Difference(str(beside), LOST, "the notebook as it was graded", cure)


def _what_is_there(found: str, act: Act) -> str:
    if found == act.before:
        return "the grading before the last one, which was interrupted" if found else "not there yet, or gone"
    return _short(found) if found else "the file is missing"


def _of_gradebook(
    records: Records, entered: Mapping[str, JournalLine], scores: Mapping[str, Mapping[str, float | None]]
) -> Iterator[Difference]:
    """scores: of reports that are what the journal says; about the others more than enough was said."""
    if records.marks is None:
        path = str(records.class_folder / "gradebook.db")
        cure = f"put it back from a copy, or run `grader autograde {records.assignment}`, which fills it anew"
        yield Difference(path, "there is no gradebook", "the file", cure)
        return
    told = (records.files.keys() | entered.keys()) - scores.keys()
    for student in sorted((scores.keys() | records.marks.keys()) - told):
        due = scores.get(student, {})
        own = records.marks.get(student, Marks()).questions
        for question in sorted(due.keys() | own.keys()):
            found, wanted = own[question].machine if question in own else None, due.get(question)
            if not _same(found, wanted):
                place = f"gradebook: {records.assignment}: {printable(student)}, {question}"
                report = report_path(records.class_folder, student, records.assignment)
                cure = (
                    f"run `grader autograde {records.assignment} --student {printable(student)} --force`, "
                    "which enters the score again; marks by hand stay"
                )
                yield Difference(
                    place, score_in_words(found), f"{score_in_words(wanted)}, as in {report}", cure
                )


def _of_marks(records: Records) -> Iterator[Difference]:
    """Where there is a gradebook: what is not the mark that the marking page gave."""
    if records.marks is not None:
        lost = {student for student, filed in records.files.items() if filed.lost}  # which is said already
        every = given_marks(records.journal, records.assignment)
        given = {place: acts for place, acts in every.items() if place[0] not in lost}
        yield from marks_at_odds(given, records.marks, records.answers, records.assignment)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, abs_tol=1e-9)


def _past(records: Records) -> Iterator[str]:
    """Gradings that found another report than the one that the journal had last."""
    last: dict[str, Act] = {}
    for line in records.journal:
        if line.entry is None or not is_grading(act := line.entry.act, records.assignment):
            continue
        earlier = last.get(act.student)
        if earlier and act.before not in (earlier.after, earlier.before, ""):
            whose = printable(act.student)
            yield f"line {line.number}: {whose}'s report was not the one that was written before"
        last[act.student] = act


def _short(digest: str) -> str:
    return f"SHA-256 {digest[:12]}…" if digest else "nothing"
