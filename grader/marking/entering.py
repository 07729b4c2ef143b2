"""What goes into the gradebook: the mark that counts, at once, and not over what somebody entered there.

Which mark counts: the opinion of whoever began first, once it is whole, until somebody resolves a difference;
from then on the resolved one. What was changed in formgrader since stands, until a marker says otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from grader.course import load_rubrics
from grader.gradebook import ManualMark, enter_manual_marks, read_manual_marks
from grader.marking.answers import Answer
from grader.marking.desk import NEVER, Desk, asked_again, counting
from grader.marking.opinions import Reading, comment_of, score
from grader.marking.record import Entry, Key, Line, add, catch_up
from grader.records import Act, append, own_cells, report_path, sha256
from grader.wording import counted


@dataclass(frozen=True, slots=True)
class Stand:
    """How one answer stands. counting: the reading that counts, if one does. found: what the gradebook has.

    theirs: the points in the gradebook are not ours: somebody changed them there, or gave them there first.
    """

    counting: Reading | None
    found: ManualMark | None
    theirs: bool
    their_comment: bool


def refresh(desk: Desk) -> list[str]:
    """Take in what other markers wrote, and a rubric.toml that changed. Returns what changed by that.

    Raises: CourseError: the rubric or the record cannot be used, or the gradebook refuses new points.
    """
    catch_up(desk.record)
    stat = desk.rubric_path.stat() if desk.rubric_path.exists() else None
    version = (stat.st_mtime_ns, stat.st_size) if stat else NEVER
    if version == desk.rubric_version != NEVER:
        return []
    desk.rubrics = load_rubrics(desk.rubric_path, desk.questions)
    desk.readings = {}
    lines = [line for question in desk.piles for line in _marked_anew(desk, question)]
    desk.rubric_version = version  # last: where the gradebook refused, the next request tries again
    return lines


def _marked_anew(desk: Desk, question: str) -> list[str]:
    changed = settle(desk, question, desk.piles[question].answers.values())
    again = [one for one in desk.piles[question].answers.values() if asked_again(desk, question, one)]
    names = sorted({name for one in again for name in asked_again(desk, question, one)})
    lines = [f"{question}: {counted(changed, 'mark')} changed in the gradebook"] if changed else []
    return lines + (
        [f"{question}: {counted(len(again), 'answer')} to look at again: {'; '.join(names)}"] if again else []
    )


def marks(desk: Desk, question: str, *, comments: bool = True) -> dict[str, ManualMark]:
    """By student, what the gradebook has. comments: False: without them, in half the time."""
    return read_manual_marks(desk.book, desk.assignment, question, comments=comments)


def marks_of(desk: Desk, question: str, answer: Answer) -> dict[str, ManualMark]:
    """By student, what the gradebook has of one answer, a team's answer of all its members."""
    return read_manual_marks(desk.book, desk.assignment, question, answer.students)


def is_there(desk: Desk, question: str, answer: Answer) -> bool:
    """Whether it is still what was graded last; a student may hand in anew while a marker reads."""
    homes = (report_path(desk.class_folder, student, desk.assignment) for student in answer.students)
    found = [own_cells(home.with_name(f"{desk.assignment}.ipynb")).get(question) for home in homes]
    return all(one is not None and one.digest == answer.digest for one in found)


def stand(desk: Desk, question: str, answer: Answer, found: Mapping[str, ManualMark]) -> Stand:
    """found: by student. Of a team, how it stands for a member to whom somebody else gave another mark."""
    chosen, stands = counting(desk, question, answer), list[Stand]()
    for student in answer.students:
        there, due = found.get(student), _due(desk, question, answer, student)
        stands.append(Stand(chosen, there, *_theirs(desk, (question, student), there, due)))
    return next((one for one in stands if one.theirs or one.their_comment), stands[0])


def settle(desk: Desk, question: str, answers: Iterable[Answer], *, ours: bool = False) -> int:
    """Enter into the gradebook what counts now, and return how many marks that changed.

    ours: even over what was changed in formgrader.
    """
    whose = {student: one for one in answers for student in one.students}
    found = read_manual_marks(desk.book, desk.assignment, question, [*whose])
    entering: dict[str, ManualMark] = {}
    lines: list[Line] = []
    for student, answer in whose.items():
        due, there = _due(desk, question, answer, student), found.get(student)
        entry = desk.record.entries.get((question, student))
        if due is None or there is None:
            continue
        points, comment = (False, False) if ours else _theirs(desk, (question, student), there, due)
        new = ManualMark(
            there.points if points else due.points,
            there.comment if comment else due.comment,
            there.awaits if points else due.awaits,
        )
        before = (entry.points, entry.comment) if entry else (None, "")
        after = (before[0] if points else due.points, before[1] if comment else due.comment)
        if after != before:
            lines.append(Entry(now(), question, student, *after))
        if new != there or after != before:  # for the journal, also what an older gradebook has already
            entering[student] = new
    for student, new in entering.items():
        act = Act(
            "marked", desk.assignment, student, _hash(found[student]), _hash(new), question, desk.marker,
            answer=whose[student].digest,
        )  # fmt: skip
        append(desk.class_folder, act)
    if entering:
        enter_manual_marks(desk.book, desk.assignment, question, entering)
    if lines:
        add(desk.record, lines)
    return sum(new.points != found[student].points for student, new in entering.items())


def _hash(mark: ManualMark) -> str:
    """For the journal; "" where there is no mark."""
    if mark.points is None and not mark.comment:
        return ""
    return sha256(msgspec.json.encode([mark.points, mark.comment]))


def _theirs(desk: Desk, key: Key, found: ManualMark | None, due: ManualMark | None) -> tuple[bool, bool]:
    """Whether points, and comment, in the gradebook are neither what we entered last nor what is due.

    Where both are as they were before, the gradebook is an older copy, or was lost and filled anew.
    """
    if found is None or found.outlived or (found.points, found.comment) in desk.record.left.get(key, ()):
        return False, False
    entry = desk.record.entries.get(key)
    points = {entry.points if entry else None, due.points if due else None}
    comments = {entry.comment if entry else "", due.comment if due else ""}
    return found.points not in points, found.comment not in comments


def _due(desk: Desk, question: str, answer: Answer, student: str) -> ManualMark | None:
    """What should stand in the gradebook for one of the answer's students; None: whatever stands there."""
    rubric, chosen = desk.rubrics[question], counting(desk, question, answer)
    if chosen:
        return ManualMark(score(rubric, chosen), comment_of(rubric, chosen, blank=answer.blank), False)
    entry = desk.record.entries.get((question, student))
    if entry is None:
        return None
    if asked_again(desk, question, answer):  # the old mark stands until it is given anew
        return ManualMark(entry.points, entry.comment, True)
    return ManualMark(None, "", not answer.blank)  # it was taken back, or is for another answer


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
