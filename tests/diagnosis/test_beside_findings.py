"""A headline about the answer stands beside a finding about the answer, whatever is wrong."""

import re
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.checks.run import quiet
from grader.course.load import load_assignment, load_course
from grader.diagnosis.diagnose import diagnosed
from grader.diagnosis.diagnoser import Diagnoser, diagnoser
from grader.diagnosis.doubts import StudentCode
from grader.diagnosis.rules import RULES
from grader.errors import changed
from grader.model import Contrast, QuestionReport, Result
from grader.solutions import KnownSolution, load_known
from grader.solutions.known import load_reference
from grader.values import FIGURE, Call, Reply

pytestmark = pytest.mark.long

COURSE = load_course(Path(__file__).parents[2])
QUESTIONS = {
    "attention": ("score", "softmax", "context_vector", "attend", "decode", "plot_attention"),
    "bahdanau": ("additive_score", "masked_softmax", "score_gradient", "alignment"),
}
EVERY = [(name, question) for name, questions in QUESTIONS.items() for question in questions]
OF_ANSWERS = re.compile(
    "|".join(re.escape(rule.words) for rule in RULES) + "|times the right one|Right for every|Wrong for every"
)
OF_CELLS = re.compile("the cell of|the cells|the heat map|the values of the cells|the tick labels")
# Pictures that tell nothing wrong, and change what they were given.
REVERSED = """
def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    target.reverse()
    picture = axes.imshow(weights[::-1], vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set(xlabel="source", ylabel="target")
    figure.colorbar(picture{bar})
    return axes
"""


@cache
def given(name: str) -> tuple[Prepared, Diagnoser, str, tuple[KnownSolution, ...]]:
    """Checks with few examples, what knows no mistake, the reference's text, and its wrong solutions."""
    assignment, _ = load_assignment(COURSE, name)
    few = prepare(assignment, "", draws=lambda checks, key: draw(checks, key, size=4))
    with quiet():
        using = diagnoser(name, few.opening, few.returns, load_reference(assignment), ())
    text = (assignment.solutions / f"{name}.py").read_text("utf-8")  # type: ignore[operator]
    return few, using, text, tuple(load_known(assignment, "wrong"))


def told(
    name: str, question: str, source: str, *, is_about: Callable[[Sequence[Result]], bool] = lambda lost: True
) -> tuple[Contrast | None, tuple[Result, ...]]:
    """What is said first, and what fails, of such a cell; nothing is said where that is of no interest."""
    few, using, text, _ = given(name)
    names: dict[str, Any] = {"__name__": "notebook"}
    with redirect_stdout(StringIO()), quiet():
        exec(text, names)
        exec(source, names)
        ask = in_process(names)

        def again(calls: Sequence[Call]) -> Sequence[Reply]:
            return [ask(call) for call in calls]

        results = judge(few, in_turn(ask), questions=[question], shrinking=False)
        lost = tuple(one for one in results if one.lost)
        if not is_about(lost):
            return None, lost
        replies = {key: ask(call) for key, call in using.calls[question].items()}
        reports = {question: QuestionReport(0.0, 1.0, results)}
        found = diagnosed(using, replies, reports, student=StudentCode(again, {question: source}))
    return found[question].contrast, lost


@pytest.mark.parametrize(("name", "question"), EVERY)
def test_headlines_about_answers(name: str, question: str) -> None:
    """Where all that fails is about arguments, or what is beside the cells, numbers are not spoken of."""
    draws = given(name)[0].returns[question] == FIGURE

    def is_beside(lost: Sequence[Result]) -> bool:
        whats = [one.counterexample.what for one in lost if one.counterexample]
        return not any(not changed(what) and (OF_CELLS.search(what) or not draws) for what in whats)

    wrong = [one for one in given(name)[3] if one.path.stem.startswith(question)]
    if draws:  # dear: some of those whose cells are right
        wrong = [one for one in wrong if not any("cells" in check for check in one.caught_by)][::4]
    assert wrong
    found = {
        one.path.stem: told(name, question, one.path.read_text("utf-8"), is_about=is_beside)[0]
        for one in wrong
    }
    assert [stem for stem, one in found.items() if one and OF_ANSWERS.search(one.found)] == []


@pytest.mark.parametrize("bar", ["", ", label='x'"])
def test_a_picture_that_is_turned_over_with_its_words(bar: str) -> None:
    """It is right, whatever else is wrong."""
    found, lost = told("attention", "plot_attention", REVERSED.format(bar=bar))

    assert found is not None
    assert found.found == "Changes the list `target` that it was given. What it draws is right."
    assert found.question == "Which line changes a list that you were given, and not a copy of it?"
    assert [changed(one.counterexample.what) for one in lost if one.counterexample] == ["target"]


def test_a_turned_picture_without_a_colour_bar() -> None:
    """Of two mistakes, neither is that numbers are in another order."""
    source = REVERSED.replace("figure.colorbar(picture{bar})", "pass")
    found, lost = told("attention", "plot_attention", source)

    assert len(lost) > 1
    assert found is None or "order" not in found.found


def test_a_picture_whose_labels_are_turned_over() -> None:
    """Whether the rows are misplaced or their labels, nobody can see, so it is not said of either."""
    source = REVERSED.replace("    target.reverse()\n", "").replace("{bar}", "")
    found, _ = told("attention", "plot_attention", source)

    assert found is not None
    assert found.found.startswith(
        "The numbers drawn are right, but run in the opposite order to their labels."
    )
    assert found.question.startswith("Take one cell of your picture.")


def test_a_picture_with_other_words() -> None:
    """Where labels are not the words, rows that are turned over with them are in no wrong order."""
    source = REVERSED.replace("target.reverse()", "target = [f'{word}.' for word in target[::-1]]")
    found, lost = told("attention", "plot_attention", source.replace("{bar}", ""))

    assert lost
    assert found is None or "order" not in found.found
    assert not any(one.check == "cells_show_the_weights" for one in lost)
