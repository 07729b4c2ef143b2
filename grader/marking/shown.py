"""What stands on each page, made of a desk. Nothing in it tells whose an answer is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from grader.course import Rubric
from grader.gradebook import ManualMark
from grader.marking import desk as desks
from grader.marking.acts import near, opinion_at
from grader.marking.agreement import Agreement
from grader.marking.answers import Answer
from grader.marking.desk import Desk, Place
from grader.marking.entering import Stand, marks, marks_of, stand
from grader.marking.opinions import Reading, score, seen, worth
from grader.marking.prose import LONGEST, compared, rendered

Thing = TypeVar("Thing")
# Keys that no other act uses; what has no key left has its button.
ERROR_KEYS, COMMENT_KEYS = "asdfghl", "qwertyio"
_OF_THE_SAME = 2_000  # characters of each answer that says the same: a class may have copied a long one


@dataclass(frozen=True, slots=True)
class LevelShown:
    number: int
    points: float
    when: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """active: the number keys are about this one. given: what other markers gave, where that is shown."""

    name: str
    points: float
    levels: tuple[LevelShown, ...]
    decided: bool
    again: bool
    active: bool
    given: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A common error, or a comment of before. chosen: it is part of this opinion."""

    key: str
    text: str
    rule: str
    deduct: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class LikeShown:
    """Another answer that says the same, or nearly. points: of this marker's whole opinion on it."""

    answer: Answer
    text: Markup
    points: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is to do about a question. marked: by anybody, as the gradebook has it. done: by this one.
    blanks_open: blank ones that somebody still has to mark.
    """

    question: str
    points: float
    answers: int
    marked: int
    done: int
    blanks: int
    blanks_done: int
    blanks_open: int
    again: int
    disputed: int
    elsewhere: int

    @property
    def left(self) -> int:
        return self.answers - self.done + self.blanks_open


@dataclass(frozen=True, slots=True)
class SampleShown:
    text: Markup
    points: float
    why: str
    criteria: tuple[float, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer, ready to be marked."""

    place: Place
    number: int
    rubric: Rubric
    rubric_id: str
    prose: Markup
    task: Markup
    model: Markup
    samples: tuple[SampleShown, ...]
    reading: Reading
    score: float
    criteria: tuple[CriterionShown, ...]
    errors: tuple[NoteShown, ...]
    comments: tuple[NoteShown, ...]
    given_comments: tuple[tuple[str, str], ...]
    same: tuple[LikeShown, ...]
    nearly: tuple[LikeShown, ...]
    progress: Progress
    stand: Stand
    changed_since: bool
    resolved: float | None


def sheet(desk: Desk, place: Place) -> Sheet:
    """Everything about one answer."""
    question, answer = place.question, place.answer
    rubric, reading = desk.rubrics[question], opinion_at(desk, place)
    found = marks(desk, question, comments=False)
    last_word = desks.resolution(desk, question, answer)
    others = desks.others(desk, question, answer) if place.resolves else {}
    same, nearly = ([], []) if place.resolves or answer.blank else near(desk, place)
    queue = [one.id for one in desks.queue(desk, question)]
    return Sheet(
        place=place,
        number=queue.index(answer.id) + 1 if answer.id in queue else 0,
        rubric=rubric,
        rubric_id=seen(rubric).id,
        prose=rendered(answer.text, answer.pictures),
        task=rendered(desk.piles[question].task),
        model=rendered(rubric.model.strip()),
        samples=_samples(rubric),
        reading=reading,
        score=score(rubric, reading),
        criteria=_criteria(rubric, reading, others),
        errors=tuple(
            NoteShown(key, error.name, error.rule, error.deduct, error.name in reading.errors)
            for key, error in _keyed(ERROR_KEYS, rubric.error)
        ),
        comments=tuple(
            NoteShown(key, text, "", 0.0, text in reading.comment.splitlines())
            for key, text in _keyed(COMMENT_KEYS, reusable(desk, question))
        ),
        given_comments=tuple((name, one.comment) for name, one in others.items() if one.comment),
        same=tuple(_like(desk, question, one, one, most=_OF_THE_SAME) for one in same),
        nearly=tuple(_like(desk, question, answer, one) for one in nearly),
        progress=progress(desk, question, found, elsewhere=False),
        stand=stand(desk, question, answer, marks_of(desk, question, answer)),
        changed_since=desks.changed_since(desk, question, answer),
        resolved=score(rubric, desks.reading(desk, question, last_word)) if last_word else None,
    )


def progress(
    desk: Desk, question: str, found: Mapping[str, ManualMark] | None = None, *, elsewhere: bool = True
) -> Progress:
    """found: what the gradebook has, where that is known already. elsewhere: count what counts from there."""
    found = marks(desk, question, comments=elsewhere) if found is None else found
    queue, blanks = desks.queue(desk, question), desks.blanks(desk, question)
    untouched = [one for one in blanks if not desks.done(desk, question, one, found)]
    return Progress(
        question=question,
        points=desk.rubrics[question].points,
        answers=len(queue),
        marked=sum(_is_marked(one, found) for one in queue),
        done=sum(desks.done(desk, question, one, found) for one in queue),
        blanks=len(blanks),
        blanks_done=len(blanks) - len(untouched),
        blanks_open=sum(
            any(found[name].awaits for name in one.students if name in found) for one in untouched
        ),
        again=sum(bool(desks.asked_again(desk, question, one)) for one in queue),
        disputed=len(desks.disagreements(desk, question)),
        elsewhere=sum(elsewhere and stand(desk, question, one, found).theirs for one in queue),
    )


def _is_marked(answer: Answer, found: Mapping[str, ManualMark]) -> bool:
    return all(name in found and found[name].points is not None for name in answer.students)


def reusable(desk: Desk, question: str) -> list[str]:
    """Lines of this marker's comments on the question: the most used, in the order in which they came up."""
    used: Counter[str] = Counter()
    for (about, _), opinions in desk.record.opinions.items():
        if about == question and desk.marker in opinions:
            used.update(line.strip() for line in opinions[desk.marker].comment.splitlines())
    del used[""]
    kept = {line for line, _ in used.most_common(len(COMMENT_KEYS))}
    return [line for line in used if line in kept]


def agreement_lines(desk: Desk) -> list[tuple[str, tuple[str, str], list[Agreement]]]:
    """(question, the two markers, how far they agree on each criterion)."""
    return [
        (question, names, found)
        for question in desk.piles
        for names, found in desks.agreements(desk, question).items()
    ]


def _criteria(rubric: Rubric, reading: Reading, others: Mapping[str, Reading]) -> tuple[CriterionShown, ...]:
    first = next((index for index, level in enumerate(reading.levels) if level is None), None)
    return tuple(
        CriterionShown(
            name=one.name,
            points=one.points,
            levels=(
                *(
                    LevelShown(number, level.points, level.when, reading.levels[index] == number)
                    for number, level in enumerate(one.levels, start=1)
                ),
                LevelShown(0, 0.0, "none of these", reading.levels[index] == 0),
            ),
            decided=reading.levels[index] is not None,
            again=one.name in reading.asked_again,
            active=index == first,
            given=tuple((name, worth(one, other.levels[index])) for name, other in others.items()),
        )
        for index, one in enumerate(rubric.criterion)
    )


def _samples(rubric: Rubric) -> tuple[SampleShown, ...]:
    return tuple(
        SampleShown(rendered(one.text), one.points, one.why, one.criteria, one.errors)
        for one in sorted(rubric.sample, key=lambda one: -one.points)
    )


def _like(desk: Desk, question: str, answer: Answer, other: Answer, *, most: int = LONGEST) -> LikeShown:
    reading = desks.mine(desk, question, other)
    points = score(desk.rubrics[question], reading) if reading.whole else None
    return LikeShown(other, compared(answer.text, other.text, most=most), points)


def _keyed(keys: str, things: Sequence[Thing]) -> list[tuple[str, Thing]]:
    return [(keys[index] if index < len(keys) else "", thing) for index, thing in enumerate(things)]
