"""What a marker can do: each act is written down at once, and can be taken back."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.course import Rubric
from grader.errors import CourseError
from grader.marking import desk as desks
from grader.marking import entering
from grader.marking.answers import Answer, alike
from grader.marking.desk import NEVER, Desk, Place
from grader.marking.opinions import NONE_MET, Opinion, Reading, seen
from grader.marking.record import Line, add, before, last_act

LONGEST_COMMENT = 5_000  # characters
CHANGED = (
    "This answer changed after `grader mark` began: a new one was handed in and graded. Nothing is saved. "
    "End `grader mark` with Ctrl-C and start it again."
)


def opinion_at(desk: Desk, place: Place) -> Reading:
    """What is shown there as chosen."""
    looked_at = desks.resolving if place.resolves else desks.mine
    return looked_at(desk, place.question, place.answer)


def choose(desk: Desk, place: Place, criterion: int, level: int) -> None:
    """A level of a criterion, both by number; level 0: none is met."""
    there = opinion_at(desk, place)
    levels = [*there.levels]
    levels[criterion] = level
    _save(desk, place, [(place.answer, replace(there, levels=tuple(levels)))])


def choose_rest(desk: Desk, place: Place, level: int) -> None:
    """The best level, or none, of every criterion that is not decided."""
    there = opinion_at(desk, place)
    levels = tuple(level if one is None else one for one in there.levels)
    _save(desk, place, [(place.answer, replace(there, levels=levels))])


def note(desk: Desk, place: Place, error: str) -> None:
    """A common error is there, or is not after all."""
    there = opinion_at(desk, place)
    named = [name for name in there.errors if name != error]
    errors = tuple(named) if error in there.errors else (*named, error)
    _save(desk, place, [(place.answer, replace(there, errors=errors))])


def comment(desk: Desk, place: Place, text: str) -> None:
    there = opinion_at(desk, place)
    if text != there.comment:
        _save(desk, place, [(place.answer, replace(there, comment=text[:LONGEST_COMMENT]))])


def mark_alike(desk: Desk, place: Place, others: Sequence[Answer]) -> int:
    """Give the same mark to others that this marker has not marked yet; returns to how many."""
    there = opinion_at(desk, place)
    if not there.whole:
        raise NotNow("Decide about every criterion first; then others can have the same mark.")
    queued = {one.id for one in desks.queue(desk, place.question)}
    todo = [
        one
        for one in others
        if one.id in queued
        and not desks.mine(desk, place.question, one).whole
        and desks.resolution(desk, place.question, one) is None
    ]
    if todo:
        _save(desk, place, [(one, replace(there, asked_again=())) for one in todo])
    return len(todo)


def mark_blanks(desk: Desk, question: str) -> int:
    """0 points for every answer where nothing was written; returns for how many."""
    todo = [one for one in desks.blanks(desk, question) if not desks.mine(desk, question, one).whole]
    nothing = Reading((NONE_MET,) * len(desk.rubrics[question].criterion))
    if todo:
        _save(desk, Place(question, todo[0]), [(one, nothing) for one in todo])
    return len(todo)


def near(desk: Desk, place: Place) -> tuple[list[Answer], list[Answer]]:
    """Answers in this marker's queue that say the same, and nearly the same."""
    return alike(place.answer, desks.queue(desk, place.question))


def undo(desk: Desk) -> Place | None:
    """Take the marker's last act back; returns where that was. None: there is nothing to take back."""
    act = last_act(desk.record, desk.marker)
    pairs = [pair for pair in before(desk.record, act) if _answer(desk, pair[0])] if act else []
    if not pairs:
        return None
    again = secrets.token_hex(6)
    lines: list[Line] = []
    for undone, earlier in pairs:
        empty = Opinion("", "", desk.marker, undone.question, undone.student, undone.answer, undone.rubric)
        lines.append(_again(earlier or empty, undone, again, desk))
    add(desk.record, lines)
    _settle(desk, pairs[0][0].question, [answer for one, _ in pairs if (answer := _answer(desk, one))])
    first = pairs[0][0]
    answer = _answer(desk, first)
    return Place(first.question, answer, first.resolves) if answer else None


def _again(earlier: Opinion, undone: Opinion, act: str, desk: Desk) -> Opinion:
    return Opinion(
        entering.now(), act, desk.marker, earlier.question, earlier.student, earlier.answer, earlier.rubric,
        earlier.levels, earlier.errors, earlier.comment, undone.resolves, undone.act,
    )  # fmt: skip


def let_ours_count(desk: Desk, place: Place) -> None:
    """Enter the rubric's mark over what was entered in formgrader."""
    entering.settle(desk, place.question, [place.answer], ours=True)


class NotNow(Exception):
    """The marker asked for what cannot be done yet; the text says why."""


def _save(desk: Desk, place: Place, readings: Iterable[tuple[Answer, Reading]]) -> None:
    rubric = desk.rubrics[place.question]
    if not place.resolves and desks.resolution(desk, place.question, place.answer):
        raise NotNow("This answer was resolved. Change the resolved mark instead: its link is above.")
    snapshot, act = seen(rubric), secrets.token_hex(6)
    lines: list[Line] = [] if snapshot.id in desk.record.rubrics else [snapshot]
    pairs = [*readings]
    if not all(entering.is_there(desk, place.question, answer) for answer, _ in pairs):
        raise NotNow(CHANGED)
    for answer, reading in pairs:
        levels = _levels(rubric, reading)
        lines += [
            Opinion(
                entering.now(),
                act,
                desk.marker,
                place.question,
                student,
                answer.digest,
                snapshot.id,
                levels,
                reading.errors,
                reading.comment,
                place.resolves,
            )
            for student in answer.students
        ]
    add(desk.record, lines)
    _settle(desk, place.question, [answer for answer, _ in pairs])


def _settle(desk: Desk, question: str, answers: list[Answer]) -> None:
    """The opinion is safe by now; that the gradebook is not up to date must be seen, and mends itself."""
    try:
        entering.settle(desk, question, answers)
    except CourseError as error:
        desk.rubric_version = NEVER  # so that the next page tries again
        desk.trouble = f"Saved in the record, but not in the gradebook. {error}"


def _levels(rubric: Rubric, reading: Reading) -> dict[str, int]:
    pairs = zip(rubric.criterion, reading.levels, strict=True)
    return {one.name: level for one, level in pairs if level is not None}


def _answer(desk: Desk, opinion: Opinion) -> Answer | None:
    pile = desk.piles.get(opinion.question)
    found = [one for one in pile.answers.values() if opinion.student in one.students] if pile else []
    return found[0] if found else None
