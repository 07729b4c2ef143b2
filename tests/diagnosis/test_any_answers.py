"""Whatever comes back in the place of whatever was due, nothing fails that tells what sets it apart."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.run import quiet
from grader.diagnosis.answers import answer
from grader.diagnosis.contrast import contrast
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.differences import differences
from grader.diagnosis.doubts import Beyond, Doubts
from grader.diagnosis.learn import call_plan
from grader.diagnosis.points import point
from grader.model import Contrast, QuestionReport, Result, Verdict
from grader.values import VALUE, Call, Reply

FAILED = Result("a_check", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)
CASES = 120
FORMS: tuple[Callable[[Any], Any], ...] = (
    lambda x: x,
    lambda x: x.sum(),
    lambda x: [x.sum()],
    lambda x: x.sum(keepdims=True),
    lambda x: x[None],
    lambda x: x.T,
    lambda x: x.ravel(),
    lambda x: x.ravel()[:1],
    lambda x: x.ravel()[:0],
    lambda x: np.squeeze(x),
    lambda x: np.outer(x, x),
    lambda x: np.repeat(x.ravel(), 2),
    lambda x: np.atleast_1d(x)[::-1],
    lambda x: np.atleast_2d(x).max(axis=0),
    lambda x: x.tolist(),
    lambda x: (*np.atleast_1d(x),),
    lambda x: (x, x),
    lambda x: [x, x.sum()],
    lambda x: -x,
    lambda x: x * np.nan,
    lambda x: x / 0,
    lambda x: np.where(x > 1, np.inf, x),
    lambda x: np.where(x > 1, np.nan, x),
    lambda x: x * 0,
    lambda x: np.minimum(x, 1),
    lambda x: x > 0,
    lambda x: x.astype(int),
    lambda x: x + 1j,
    lambda x: np.empty((0, 2)),
    lambda x: None,
    lambda x: "words",
    lambda x: [],
    lambda x: {"a": x},
    lambda x: np.array(["a", "b"]),
    lambda x: 1 // int(x.size > 9),
)
WRONG: tuple[Callable[[Any, Any], bool], ...] = (
    lambda x, more: True,
    lambda x, more: x.size > 2,
    lambda x, more: bool((x > 1).any()),
    lambda x, more: x.ndim > 1,
    lambda x, more: more == 2,
    lambda x, more: type(more) is list and len(more) > 1,
)


def called(chance: random.Random) -> Call:
    """An array of up to three axes, often beside something else."""
    shape = chance.choices(range(4), [1, 12, 12, 12], k=chance.choice([0, 1, 1, 2, 2, 3]))
    numbers = np.random.default_rng(chance.randrange(99)).integers(-3, 4, shape).astype(float)
    more: list[Any] = [
        [], [chance.randrange(4)], ["words"], [[np.ones((chance.randint(1, 3), 2)) for _ in range(2)]],
        [[(np.ones(2), chance.randrange(3)) for _ in range(2)]],
        [[(np.ones((at + 1, 1)), at) for at in range(3)]], [[[1.0], [2.0, 3.0]]],
        [np.array(2.0)], [np.array(["a", "a"])], [None], [True],
    ]  # fmt: skip
    return Call("f", (np.asarray(numbers), *chance.choice(more)))


def told(
    calls: Sequence[Call], returns: tuple[str, ...], right: Callable[..., Any], own: Callable[..., Any]
) -> Contrast | None:
    plan = call_plan("f", calls, returns, 1.0)
    using = Diagnoser("tiny", {"f": returns}, {}, {"f": plan}, {"f": right}, {}, {}, lambda question: ())
    ask = in_process({"f": own})

    def again(more: Sequence[Call]) -> Sequence[Reply]:
        with quiet():
            return [ask(call) for call in more]

    given = [*plan.all(own).each()]
    further = Beyond(call_plan("f", calls[::2], returns, 1.0))
    doubts = Doubts(further, right, again)
    code = "def f(x, *more):\n    return x"
    return contrast(
        using, "f", given, doubts, {"f": QuestionReport(0.0, 1.0, (FAILED,))}, named=False, code=code
    )


@pytest.mark.parametrize("due", FORMS[:29])
def test_any_two_forms(due: Callable[[Any], Any]) -> None:
    """An argument says how many rows there are; they come in another form, or something else does."""
    for shape in ((), (1,), (2,), (2, 1), (2, 2), (1, 2, 2)):
        for other in FORMS:
            calls = [Call("f", (np.full(shape, 1.0) * at, count)) for at in range(1, 4) for count in (1, 2)]
            with np.errstate(all="ignore"):
                points = [point(call, *(one_answer(form, call) for form in (other, due))) for call in calls]
                nobody = Doubts(Beyond(call_plan("f", [], (), 1.0)), None, lambda more: [])
                differences(points, "f", ["x", "count"], (), nobody)


def one_answer(form: Callable[[Any], Any], call: Call) -> Any:
    return answer(in_process({"f": lambda x, count: form(x)})(call), ())


@pytest.mark.parametrize("part", range(2))
def test_any_answers(part: int) -> None:
    """Numbers, arrays, lists, tuples, texts, None, on either side."""
    something = 0
    for number in range(part * CASES, (part + 1) * CASES):
        chance = random.Random(number)
        due, other, wrong = chance.choice(FORMS[:29]), chance.choice(FORMS), chance.choice(WRONG)

        def right(x: Any, more: Any = None, due: Callable[[Any], Any] = due) -> Any:
            return due(x)

        def own(x: Any, more: Any = None, due: Any = due, other: Any = other, wrong: Any = wrong) -> Any:
            return other(x) if wrong(x, more) else due(x)

        calls = [called(chance)]
        calls += [
            call
            for call in (called(chance) for _ in range(40))
            if len(call.arguments) == len(calls[0].arguments)
        ]
        if chance.random() < 0.5:  # all of one form
            calls = [call for call in calls if np.ndim(call.arguments[0]) == np.ndim(calls[0].arguments[0])]
        with np.errstate(all="ignore"):
            found = told(calls, chance.choice([(), (), ("low", "high"), VALUE]), right, own)
        something += found is not None
    assert something > CASES // 5
