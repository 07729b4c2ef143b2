"""rubric.toml: how a person marks the written answers, and answers marked already, to hold markers to.

[[question]] name, model; in it [[question.criterion]], [[question.error]] and [[question.sample]]. Machines
mark by [quiz], which is none of this module's business.
"""

import math
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import msgspec

from grader.errors import CourseError, did_you_mean
from grader.files import read_toml
from grader.model import Question

_ABSENT = "write one, with a [[question]] for every written answer"

Text = Annotated[str, msgspec.Meta(min_length=1)]
Above0 = Annotated[float, msgspec.Meta(gt=0)]
Share = Annotated[float, msgspec.Meta(ge=0)]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an answer must say to earn `points` of a criterion."""

    points: Above0
    when: Text


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a rubric, judged on its own. levels: from best to worst; where none is met: 0 points."""

    name: Text
    levels: Annotated[tuple[Level, ...], msgspec.Meta(min_length=1)]

    @property
    def points(self) -> float:
        return self.levels[0].points


class CommonError(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake that markers will meet. deduct: points it costs, 0 where it only decides about criteria."""

    name: Text
    rule: Text
    deduct: Share = 0.0


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer and its marks by a careful person. criteria: points of each, in order. errors: by name."""

    text: Text
    criteria: tuple[Share, ...]
    points: Share
    errors: tuple[str, ...] = ()
    why: str = ""


class Rubric(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one written answer is marked. model: an answer that earns all points."""

    name: Text
    model: Text
    criterion: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    error: tuple[CommonError, ...] = ()
    sample: tuple[Sample, ...] = ()

    @property
    def points(self) -> float:
        return sum(criterion.points for criterion in self.criterion)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Rubric, ...] = ()
    quiz: dict[str, Any] | None = None


def load_rubrics(path: Path, questions: Sequence[Question]) -> dict[str, Rubric]:
    """The rubrics in rubric.toml, by question.

    questions: of the notebook, whose written answers must all have a rubric, worth what the notebook says.

    Raises: CourseError: the file is missing, is not TOML, is unusable, or contradicts the notebook.
    """
    file = read_toml(path, _File, absent=_ABSENT, called="question")
    for rubric in file.question:
        for place, found, wanted in _contradictions(rubric):
            raise CourseError(path, place, found, wanted=wanted)
    _fits_notebook(path, file.question, [one for one in questions if one.kind == "answer"])
    return {rubric.name: rubric for rubric in file.question}


def score(rubric: Rubric, sample: Sample) -> float:
    """What a sample's criteria come to, less its errors; never below 0."""
    deduct = {error.name: error.deduct for error in rubric.error}
    return max(0.0, sum(sample.criteria) - sum(deduct[name] for name in sample.errors))


def _contradictions(rubric: Rubric) -> Iterator[tuple[str, str, str]]:
    """Place, what was found there and what was wanted, of everything in a rubric that cannot be."""
    yield from _twice(rubric)
    for number, criterion in enumerate(rubric.criterion, 1):
        worth = [level.points for level in criterion.levels]
        if sorted(set(worth), reverse=True) != worth:
            wanted = "fewer points from level to level"
            yield f"{rubric.name}, criterion {number}", f"levels are worth {_listed(worth)}", wanted
    for number, sample in enumerate(rubric.sample, 1):
        place = f"{rubric.name}, sample {number}"
        if len(sample.criteria) != len(rubric.criterion):
            found = f"criteria has {len(sample.criteria)} numbers"
            yield place, found, f"{len(rubric.criterion)}, one for each criterion"
        for points, criterion in zip(sample.criteria, rubric.criterion, strict=False):
            worth = [level.points for level in criterion.levels] + [0]
            if points not in worth:
                yield place, f"{points:g} points for {criterion.name!r}", f"one of {_listed(worth)}"
        errors = [error.name for error in rubric.error]
        for name in sample.errors:
            if name not in errors:
                close = get_close_matches(name, errors, n=1) or errors
                yield place, f"there is no error {name!r}", " or ".join(map(repr, close)) or "none"
                return
        if not math.isclose(sample.points, score(rubric, sample)):
            yield (
                place,
                f"points is {sample.points:g}",
                f"{score(rubric, sample):g}, as its criteria and errors say",
            )


def _twice(rubric: Rubric) -> Iterator[tuple[str, str, str]]:
    """Marks are kept by the names of criteria and errors, and by what levels say."""
    named = {
        "criterion": [criterion.name for criterion in rubric.criterion],
        "error": [error.name for error in rubric.error],
    }
    for noun, names in named.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield rubric.name, f"the {noun} {name!r} is there twice", "another name for each"
    for number, criterion in enumerate(rubric.criterion, 1):
        if len({level.when for level in criterion.levels}) < len(criterion.levels):
            yield f"{rubric.name}, criterion {number}", "two levels say the same", "what tells them apart"


def _fits_notebook(path: Path, rubrics: Sequence[Rubric], answers: Sequence[Question]) -> None:
    """Raises: CourseError: a rubric is there twice, for no answer, or worth something else; or lacks."""
    points, names = {answer.name: answer.points for answer in answers}, [rubric.name for rubric in rubrics]
    for index, rubric in enumerate(rubrics):
        if rubric.name in names[:index]:
            raise CourseError(path, rubric.name, "the question is there twice", cure="remove one of them")
        if rubric.name not in points:
            cure = did_you_mean(rubric.name, points, f"known: {', '.join(points) or 'none'}")
            raise CourseError(path, rubric.name, "the notebook has no such answer", cure=cure)
        if not math.isclose(rubric.points, points[rubric.name]):  # 0.1 + 0.2 is not quite 0.3
            found = f"criteria add up to {rubric.points:g} points"
            wanted = f"{points[rubric.name]:g}, as in the notebook"
            raise CourseError(path, rubric.name, found, wanted=wanted)
    for name in points:
        if name not in names:
            cure = f'add [[question]] with name = "{name}"'
            raise CourseError(path, "", f"the answer {name!r} has no rubric", cure=cure)


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers)
