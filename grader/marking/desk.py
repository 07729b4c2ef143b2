"""A marker's desk: the answers, the rubric, and what everybody thinks of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from grader.course import Rubric, load_assignment
from grader.errors import CourseError
from grader.gradebook import ManualMark, read_manual_marks
from grader.marking.agreement import Agreement, agreement
from grader.marking.answers import Answer, Pile, in_order, read_piles, shared
from grader.marking.opinions import Opinion, Reading, differ, read
from grader.marking.record import Record, open_record
from grader.model import Course, Question

NEVER = (0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """What a marker looks at. resolves: the last word on what markers differ about."""

    question: str
    answer: Answer
    resolves: bool = False


@dataclass(slots=True)
class Desk:
    """share: of the answers, that this marker marks. rubrics: by question; read again when the file changes.

    readings: opinions under the present rubrics, by identity. remark: for the next page. trouble: for all.
    """

    class_folder: Path
    assignment: str
    marker: str
    share: float
    piles: Mapping[str, Pile]
    rubric_path: Path
    questions: tuple[Question, ...]
    record: Record
    book: Any
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    rubric_version: tuple[int, int] = NEVER
    readings: dict[int, Reading] = field(default_factory=dict)
    queues: dict[str, list[Answer]] = field(default_factory=dict)
    remark: str = ""
    trouble: str = ""


def open_desk(
    course: Course,
    name: str,
    class_folder: Path,
    book: Any,
    *,
    marker: str,
    share: float = 1.0,
    say: Callable[[str], None],
) -> Desk:
    """A desk without a rubric yet: `entering.refresh` reads it. say: takes a remark for the instructor.

    Raises: CourseError: there is no such assignment, nothing of it was graded, or the record cannot be used.
    """
    assignment, source = load_assignment(course, name)
    if assignment.solutions is None:
        cure = "the rubric is kept there"
        raise CourseError(course.root / "solutions" / name, "", "the folder is missing", cure=cure)
    return Desk(
        class_folder=class_folder,
        assignment=name,
        marker=marker,
        share=share,
        piles=read_piles(course, assignment, source, class_folder, say=say),
        rubric_path=assignment.solutions / "rubric.toml",
        questions=assignment.questions,
        record=open_record(class_folder / "marks" / f"{name}.jsonl"),
        book=book,
    )


def queue(desk: Desk, question: str) -> list[Answer]:
    """The marker's share of the answers, in the marker's own order; blank ones aside."""
    if question not in desk.queues:
        written = [one for one in desk.piles[question].answers.values() if not one.blank]
        desk.queues[question] = in_order(shared(written, desk.share), desk.marker)
    return desk.queues[question]


def blanks(desk: Desk, question: str) -> list[Answer]:
    """Where nothing was written. Nobody needs a second opinion on those."""
    if desk.share < 1:
        return []
    return sorted((one for one in desk.piles[question].answers.values() if one.blank), key=lambda one: one.id)


def mine(desk: Desk, question: str, answer: Answer) -> Reading:
    """The marker's own opinion; nothing decided where there is none, or it was about another text."""
    return reading(desk, question, _own(desk, question, answer))


def done(desk: Desk, question: str, answer: Answer, found: Mapping[str, ManualMark]) -> bool:
    """Whether this marker has nothing left to do about it. Asked of the whole class for each page."""
    students = answer.students
    if any((question, student) in desk.record.opinions for student in students):
        return mine(desk, question, answer).whole or resolution(desk, question, answer) is not None
    if resolution(desk, question, answer) is not None:
        return True
    by_hand = (found.get(student) for student in students)
    return all(one is not None and one.points is not None for one in by_hand)


def next_place(desk: Desk, question: str, *, after: Answer | None = None) -> Place | None:
    """The next answer that this marker has something to do about; None: there is none."""
    row = queue(desk, question)
    found = read_manual_marks(desk.book, desk.assignment, question, comments=False)
    start = row.index(after) + 1 if after in row else 0
    left = (one for one in [*row[start:], *row[:start]] if not done(desk, question, one, found))
    return next((Place(question, one) for one in left), None)


def resolution(desk: Desk, question: str, answer: Answer) -> Opinion | None:
    if not desk.record.resolved:
        return None
    every = (desk.record.resolved.get((question, student)) for student in answer.students)
    return next((one for one in every if one and one.answer == answer.digest and not one.empty), None)


def others(desk: Desk, question: str, answer: Answer) -> dict[str, Reading]:
    """By marker, whole opinions on this very text, in the order in which they began."""
    readings = {name: reading(desk, question, one) for name, one in _current(desk, question, answer).items()}
    return {name: one for name, one in readings.items() if one.whole}


def disagreements(desk: Desk, question: str) -> list[Answer]:
    """Where markers differ and nobody resolved it. Not where this marker has yet to form an opinion."""
    disputed = [
        answer
        for answer in desk.piles[question].answers.values()
        if sum(len(desk.record.opinions.get((question, student), ())) for student in answer.students) > 1
        and _disputed(others(desk, question, answer))
        and not reading(desk, question, resolution(desk, question, answer)).whole
    ]
    own = {one.id for one in queue(desk, question)} if disputed else set()
    ready = [one for one in disputed if one.id not in own or mine(desk, question, one).whole]
    return in_order(ready, desk.marker)


def counting(desk: Desk, question: str, answer: Answer) -> Reading | None:
    """The reading whose points count: of whoever began first, once whole, until a difference is resolved."""
    last_word = reading(desk, question, resolution(desk, question, answer))
    if last_word.whole:
        return last_word
    return next(iter(others(desk, question, answer).values()), None)


def _disputed(readings: Mapping[str, Reading]) -> bool:
    return any(differ(one, other) for one, other in combinations(readings.values(), 2))


def changed_since(desk: Desk, question: str, answer: Answer) -> bool:
    """Whether it was marked by this marker before the student handed in another text."""
    if desk.marker in _current(desk, question, answer):
        return False
    every = (desk.record.opinions.get((question, student), {}) for student in answer.students)
    return any(not one[desk.marker].empty for one in every if desk.marker in one)


def asked_again(desk: Desk, question: str, answer: Answer) -> tuple[str, ...]:
    """Names of the criteria that must be decided again because their levels changed."""
    if not any((question, student) in desk.record.opinions for student in answer.students):
        return ()
    found = [resolution(desk, question, answer), *_current(desk, question, answer).values()]
    names = [name for one in found if one for name in reading(desk, question, one).asked_again]
    return tuple(dict.fromkeys(names))


def agreements(desk: Desk, question: str) -> dict[tuple[str, str], list[Agreement]]:
    """By pair of markers, how far they agree on each criterion."""
    pairs: dict[tuple[str, str], list[tuple[Reading, Reading]]] = {}
    for answer in desk.piles[question].answers.values():
        if not answer.blank:
            for (one, first), (other, second) in combinations(others(desk, question, answer).items(), 2):
                ordered = (first, second) if one <= other else (second, first)
                pairs.setdefault((min(one, other), max(one, other)), []).append(ordered)
    return {
        names: [
            agreement(criterion.name, [(one.levels[i] or 0, other.levels[i] or 0) for one, other in readings])
            for i, criterion in enumerate(desk.rubrics[question].criterion)
        ]
        for names, readings in pairs.items()
    }


def reading(desk: Desk, question: str, opinion: Opinion | None) -> Reading:
    if id(opinion) not in desk.readings or opinion is None:
        found = read(opinion, desk.record.rubrics, desk.rubrics[question])
        if opinion is None:
            return found
        desk.readings[id(opinion)] = found  # the record keeps every opinion, so its identity stays its own
    return desk.readings[id(opinion)]


def resolving(desk: Desk, question: str, answer: Answer) -> Reading:
    """The last word so far; before that, what all markers agree on, and the first one's comment."""
    given = resolution(desk, question, answer)
    found = [*others(desk, question, answer).values()]
    if given is not None or not found:
        return reading(desk, question, given)
    levels = tuple(
        each[0] if len(set(each)) == 1 else None for each in zip(*(one.levels for one in found), strict=True)
    )
    errors = tuple(name for name in found[0].errors if all(name in one.errors for one in found))
    return replace(found[0], levels=levels, errors=errors)


def _own(desk: Desk, question: str, answer: Answer) -> Opinion | None:
    """What `_current` has of this marker, without looking at the others."""
    every = (desk.record.opinions.get((question, student), {}) for student in answer.students)
    found = (one[desk.marker] for one in every if desk.marker in one)
    return next((one for one in found if one.answer == answer.digest and not one.empty), None)


def _current(desk: Desk, question: str, answer: Answer) -> dict[str, Opinion]:
    """By marker, opinions on this very text; of whoever comes first in the team, where it is several's."""
    found: dict[str, Opinion] = {}
    for student in answer.students:
        for name, one in desk.record.opinions.get((question, student), {}).items():
            if one.answer == answer.digest and not one.empty:
                found.setdefault(name, one)
    return found
