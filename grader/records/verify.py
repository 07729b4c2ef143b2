"""Whether the records of grading agree: the journal with itself, reports with it, the gradebook with reports.

Nothing is written. What people entered into the gradebook is theirs to change: no difference, but counted.
"""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.course import load_assignment
from grader.gradebook import machine_scores, marks_of
from grader.model import Course, Marks
from grader.records.journal import FILE, Act, JournalLine, is_grading, journal_lines, promised, sha256
from grader.records.reports import from_json, report_path, report_paths
from grader.wording import points, printable


@dataclass(frozen=True, slots=True)
class Difference:
    """Two records that do not agree: where, what is there, what was due, how to mend it."""

    place: str
    found: str
    wanted: str
    cure: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and every difference, in the order journal, reports, gradebook.

    head: the hash of the journal's last line. by_hand: (student, question) that a person marked. past: what
    once was not as the journal said, and was graded again since.
    """

    lines: int
    head: str
    reports: int
    scores: int
    by_hand: tuple[tuple[str, str], ...]
    past: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """What is compared of a report.json. hash: of its bytes. scores: as the gradebook must have them; None:
    this version did not write it.
    """

    hash: str
    scores: Mapping[str, float | None] | None


@dataclass(frozen=True, slots=True)
class Records:
    """All there is about one assignment, without the reports' words, as a class may be large.

    marks: by student, as in the gradebook; None: no gradebook.
    """

    class_folder: Path
    assignment: str
    journal: Sequence[JournalLine]
    files: Mapping[str, Filed]
    marks: Mapping[str, Marks] | None


def verify_class(course: Course, assignment: str, class_folder: Path, *, known: str = "") -> Verified:
    """As `verify`, of all there is about an assignment.

    Raises: CourseError: there is no such assignment, or the gradebook cannot be used.
    """
    load_assignment(course, assignment)
    marks = marks_of(course, class_folder, assignment)
    return verify(read_records(class_folder, assignment, marks), known=known)


def read_records(class_folder: Path, assignment: str, marks: Mapping[str, Marks] | None) -> Records:
    paths = report_paths(class_folder, assignment)
    files = {path.parent.parent.name: _filed(path.read_bytes()) for path in paths}
    return Records(class_folder, assignment, journal_lines(class_folder), files, marks)


def _filed(raw: bytes) -> Filed:
    report = from_json(raw)
    return Filed(sha256(raw), machine_scores(report) if report else None)


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
                yield Difference(place, _score(found), f"{_score(wanted)}, as in {report}", cure)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, abs_tol=1e-9)


def _score(score: float | None) -> str:
    return "no score" if score is None else points(score)


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


def as_json(found: Verified) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def facts(found: Verified) -> Iterator[str]:
    """A table, then the first difference. At most 80 columns, but for names that are longer."""
    yield f"journal     {found.lines} lines"
    yield f"last line   {found.head or 'none'}"
    yield f"reports     {found.reports}"
    yield f"gradebook   {found.scores} scores of machines; {len(found.by_hand)} marked by hand, not compared"
    yield ""
    if not found.differences:
        yield "No difference."
        return
    first, others = found.differences[0], len(found.differences) - 1
    yield f"A difference{f', and {others} more (all of them: --json)' if others else ''}:"
    yield from _row("where", first.place)
    yield from _row("found", first.found)
    yield from _row("expected", first.wanted)
    yield from _row("what to do", first.cure)


def _row(name: str, text: str) -> list[str]:
    options = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.wrap(f"{name:<12}{text}", 80, subsequent_indent=" " * 12, **options)  # type: ignore[arg-type]
