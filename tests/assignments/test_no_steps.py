"""What train gives for no steps is one claim's matter. The claims about its steps hold whatever it is."""

from pathlib import Path
from typing import Any

import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Verdict
from grader.solutions.known import load_reference

COURSE = load_course(Path(__file__).parents[2])
ASSIGNMENT, _ = load_assignment(COURSE, "bahdanau")
PREPARED = prepare(ASSIGNMENT, COURSE.key, draws=lambda checks, key: draw(checks, key, size=2))
REFERENCE = load_reference(ASSIGNMENT)
right = REFERENCE["train"]


def at_least_once(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return right(sentences, targets, max(steps, 1), learning_rate, rng)


def at_least_one_loss(*given: Any, **named: Any) -> Any:
    *layer, losses = right(*given, **named)
    return *layer, losses or [0.0]


def losses_alone(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return right(sentences, targets, steps, learning_rate, rng) if steps else []


def zeros(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    *layer, losses = right(sentences, targets, steps, learning_rate, rng)
    return *(one * min(steps, 1) for one in layer), losses


def raises(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    last = 1 / steps
    return right(sentences, targets, steps, learning_rate, rng) if last else None


def v_first(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    """Draws in another order, whatever the number of steps is."""
    drawn = {"v": rng.normal(size=8), "U": rng.normal(size=(8, len(targets[0])))}
    drawn["W"] = rng.normal(size=(8, len(sentences[0][0])))
    given = iter([drawn["W"], drawn["U"], drawn["v"]])
    return right(
        sentences, targets, steps, learning_rate, type("Rng", (), {"normal": lambda _, size: next(given)})()
    )


def lost(train: Any) -> set[str]:
    """The claims that do not hold of it."""
    found = judge(PREPARED, in_turn(in_process({**REFERENCE, "train": train})), questions=["train"])
    return {result.check for result in found if result.verdict is not Verdict.PASSED}


@pytest.mark.parametrize("train", [at_least_once, at_least_one_loss, losses_alone, zeros, raises, v_first])
def test_a_slip_is_paid_for_once(train: Any) -> None:
    """Whatever came of no steps, a train whose steps are right loses the claim about no steps alone."""
    assert lost(train) == {"it_starts_with_what_it_draws"}


def test_what_is_drawn_is_asked_about() -> None:
    """Where no step is made, there is nothing on the way to look at: the claim's own question is asked."""
    found = judge(
        PREPARED,
        in_turn(in_process({**REFERENCE, "train": v_first})),
        questions=["train"],
        reference=in_process(REFERENCE),
    )

    (drawn,) = [one for one in found if one.verdict is not Verdict.PASSED]
    assert drawn.counterexample
    assert drawn.counterexample.way == ()
    assert drawn.hint == "Which numbers do you draw, in which order?"


@pytest.mark.parametrize("train", [at_least_once, zeros, raises])
def test_a_wrong_step_is_paid_for_beside_it(train: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A train that goes uphill besides is told so, too."""
    reference = right

    def uphill(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
        return reference(sentences, targets, steps, -learning_rate, rng)

    monkeypatch.setitem(globals(), "right", uphill)

    assert lost(train) >= {"it_starts_with_what_it_draws", "the_loss_falls"}
