"""A mistake is named beside mistakes in the functions that are called there."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge, prepare
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import quiet
from grader.course.load import load_assignment, load_course
from grader.diagnosis import Diagnoser, StudentCode, complete, diagnosed, diagnoser, keeping
from grader.model import QuestionReport
from grader.solutions import mutants
from grader.solutions.known import load_known, load_reference, reference_text
from grader.values import Reply

COURSE = load_course(Path(__file__).parents[2])


class Course:
    """An assignment with the wrong solutions of one question, and few examples. slips: mutants, too."""

    def __init__(self, name: str, question: str, *, slips: bool = False) -> None:
        self.question, (self.assignment, _) = question, load_assignment(COURSE, name)
        self.prepared = prepare(self.assignment, "", draws=lambda checks, key: draw(checks, key, size=3))
        self.reference = load_reference(self.assignment)
        wrong = load_known(self.assignment, "wrong", only=f"{question}_*")
        start, returns = self.prepared.opening, self.prepared.returns
        of = partial(mutants, self.assignment, self.reference) if slips else lambda question: ()
        self.using: Diagnoser = diagnoser(name, start, returns, self.reference, wrong, mutants=of)

    def named(self, code: str, *questions: str) -> list[str]:
        """The known solutions that a student is told of, whose cells have this code beside the reference."""
        names: dict[str, Any] = {"np": np}
        exec(reference_text(self.assignment) + code, names)
        ask, kept = in_process(names), dict[bytes, Reply]()
        listening = keeping(in_turn(ask), self.using.calls, kept)
        with quiet():
            found = judge(self.prepared, listening, questions=questions, shrinking=False)
            complete(self.prepared, self.using.calls, in_turn(ask), kept, found)
            of = {check.id: check.question for check in self.prepared.checks}
            results = {name: tuple(one for one in found if of[one.check] == name) for name in questions}
            reports = {name: QuestionReport(0.0, 1.0, some) for name, some in results.items()}
            shown = [RecordedCall(call, ask(call)) for call in self.using.plans[self.question].calls[:1]]
            student = StudentCode(
                lambda calls: [ask(call) for call in calls], {self.question: code}, {self.question: shown}
            )
            told = diagnosed(self.using, kept, reports, student=student)
        return [one.solution for one in told[self.question].diagnoses]

    def wrong(self, stem: str) -> str:
        assert self.assignment.solutions
        return (self.assignment.solutions / "wrong" / f"{stem}.py").read_text("utf-8")


@pytest.fixture(scope="module")
def additive() -> Course:
    return Course("bahdanau", "AdditiveAttention", slips=True)


@pytest.fixture(scope="module")
def attend() -> Course:
    return Course("attention", "attend")


IGNORES_MASK = "\ndef masked_softmax(scores, mask=None):\n    return np.exp(scores) / np.exp(scores).sum()\n"
NOTHING = "\ndef masked_softmax(scores, mask=None):\n    pass\n"


@pytest.mark.parametrize("part", ["", IGNORES_MASK, NOTHING])
@pytest.mark.parametrize("stem", ["AdditiveAttention_adds_sentences", "AdditiveAttention_blends_keys"])
def test_a_class_over_a_wrong_function(additive: Course, stem: str, part: str) -> None:
    """What a class does wrong is named, whatever its parts do."""
    code = part + additive.wrong(stem)

    assert additive.named(code, "masked_softmax", "AdditiveAttention") == [stem]


@pytest.mark.parametrize("part", [IGNORES_MASK, NOTHING])
def test_a_right_class_over_a_wrong_function(additive: Course, part: str) -> None:
    """Nothing is named of a class whose parts alone are wrong."""
    assert additive.named(part, "masked_softmax", "AdditiveAttention") == []


def test_a_class_that_cannot_be_called(additive: Course) -> None:
    """Errors alone, and what they left behind, are no sign of a mistake in another method."""
    text = reference_text(additive.assignment)
    code = text[text.index("class Additive") : text.index("def score_grad")].replace("__call__", "forward")

    assert additive.named(code, "AdditiveAttention") == []


OTHER_NAME = """
class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.h = encoder_states
        self.k = self.h @ self.U.T

    def __call__(self, decoder_state, mask=None):
        weights = masked_softmax(np.tanh(self.W @ decoder_state + self.k) @ self.v, mask)
        return weights @ self.h, weights
"""


def test_an_attribute_that_is_not_there_alone(additive: Course) -> None:
    """Who computes it at the right time under another name answers as who never does: neither is named."""
    assert additive.named(OTHER_NAME, "AdditiveAttention") == []
    assert additive.named(additive.wrong("AdditiveAttention_keeps_no_keys"), "AdditiveAttention") == []


@pytest.mark.parametrize("stem", ["attend_swapped", "attend_uniform"])
def test_a_function_over_a_wrong_function(attend: Course, stem: str) -> None:
    """So it is for functions."""
    part = "\ndef score(decoder_state, encoder_states):\n    return encoder_states @ decoder_state + 0.37\n"
    code = part + "\ndef context_vector(weights, encoder_states):\n    return 3 * encoder_states[0]\n"

    assert attend.named(code + attend.wrong(stem), "score", "context_vector", "attend") == [stem]


@pytest.mark.parametrize("stem", ["attend_swapped", "attend_uniform"])
def test_a_function_over_one_that_raises(attend: Course, stem: str) -> None:
    """The examples that the student is shown end there, and say nothing of what is wrong beside."""
    part = "\ndef context_vector(weights, encoder_states):\n    return weights[9] * encoder_states[9]\n"

    assert attend.named(part + attend.wrong(stem), "context_vector", "attend") == [stem]
