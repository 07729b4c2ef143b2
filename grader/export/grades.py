"""Who gets which score, who gets none, and why: from the gradebook, the roster and what was handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grader.course import Roster, Student
from grader.gradebook import AssignmentScores, SubmissionScore


@dataclass(frozen=True, slots=True)
class Zeros:
    """What counts nothing rather than leaving a student out: unmarked questions; nothing handed in."""

    unmarked: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """One line of an export. score: None: excused. Times are in UTC, without a zone."""

    student: Student
    score: Decimal | None
    raw: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    due: datetime | None = None
    handed_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class Grades:
    """grades: by student. The rest are students by id, each in one list at most but for `zeros`.

    unmarked: with the questions. ungraded: handed in, not in the gradebook. missing: on the roster, nothing
    handed in. unlisted: graded, not on the roster. zeros: exported, and something of theirs counts nothing;
    absent: those of them who handed nothing in.
    """

    points: Decimal
    grades: tuple[Grade, ...]
    unmarked: dict[str, tuple[str, ...]]
    ungraded: tuple[str, ...]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]
    zeros: tuple[str, ...]
    absent: tuple[str, ...] = ()


def settle_grades(
    scores: AssignmentScores,
    *,
    roster: Roster | None,
    excused: Collection[str],
    handed_in: Collection[str],
    zeros: Zeros,
) -> Grades:
    """roster: None: whoever is in the gradebook. excused, handed_in: students by id."""
    scored = scores.scored
    listed = {one.id: one for one in roster.students} if roster else {}
    everybody = sorted({*listed, *scored, *handed_in})
    ungraded = [one for one in everybody if one in handed_in and one not in scored and one not in excused]
    accounted_for = {*scored, *ungraded, *excused}
    missing = [one for one in everybody if one not in accounted_for]
    unmarked = {name: one.unmarked for name, one in scored.items() if one.unmarked and name not in excused}
    left_out = {*ungraded, *([] if zeros.missing else missing), *([] if zeros.unmarked else unmarked)}
    return Grades(
        points=scores.points,
        grades=tuple(
            _grade(listed.get(name), name, scored.get(name), is_excused=name in excused)
            for name in everybody
            if name not in left_out
        ),
        unmarked={name: questions for name, questions in unmarked.items() if name in left_out},
        ungraded=tuple(ungraded),
        missing=tuple(name for name in missing if name in left_out),
        unlisted=tuple(name for name in everybody if roster and name not in listed),
        zeros=tuple(sorted({*missing, *unmarked} - left_out)),
        absent=tuple(name for name in missing if name not in left_out),
    )


def _grade(listed: Student | None, name: str, scored: SubmissionScore | None, *, is_excused: bool) -> Grade:
    if scored is None:
        return Grade(listed or Student(name), None if is_excused else Decimal(0))
    known = Student(name, first_name=scored.first_name, last_name=scored.last_name, email=scored.email)
    return Grade(
        listed or known,
        None if is_excused else scored.score,
        scored.raw,
        scored.penalty,
        scored.due,
        scored.handed_in,
    )
