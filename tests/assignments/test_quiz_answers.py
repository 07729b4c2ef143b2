"""What students write into the lesson's two quiz questions: the key judges it, and nobody is surprised."""

from pathlib import Path

import pytest

from grader.checks.in_process import in_process
from grader.checks.judge import returns_of
from grader.checks.quiz import quiz_checks
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.course.load import load_assignment, load_course

ROOT = Path(__file__).parents[2]
ASSIGNMENT, _ = load_assignment(load_course(ROOT), "attention")
KIND, FAMILY = "static_or_dynamic", "model_family"


def scores(question: str, answer: str) -> list[tuple[str, float]]:
    """(verdict, score) of the check at home, then of the hidden one."""
    known = quiz_checks(ASSIGNMENT.questions, ROOT / "solutions/attention/rubric.toml")
    checks = [check for check in known if check.question == question]
    returns = returns_of(ASSIGNMENT.questions)
    pools = {check.id: ({},) for check in checks}
    failures = play_one_by_one(checks, pools, returns, in_process({question: answer}))
    return [(one.verdict.value, one.score) for one in results(checks, failures, returns)]


@pytest.mark.parametrize(
    ("question", "answer"), [(KIND, "Dynamic"), (KIND, "dynamic"), (FAMILY, "Transformers")]
)
def test_the_right_choice(question: str, answer: str) -> None:
    """It passes at home, and has full marks."""
    assert scores(question, answer) == [("passed", 0.0), ("passed", 2.0)]


@pytest.mark.parametrize(
    ("question", "answer"), [(KIND, "static"), (FAMILY, "decision trees"), (FAMILY, "Markov chains")]
)
def test_a_wrong_choice(question: str, answer: str) -> None:
    """At home it is a choice like any other; only grading knows better."""
    assert scores(question, answer) == [("passed", 0.0), ("failed", 0.0)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (KIND, "Dynamic, new weights for each output word"),
        (KIND, "dynamic because the weights are learned"),
        (KIND, "Both: parameters fixed after training, weights change at each step"),
        (KIND, "static, since softmax is fixed"),
        (KIND, "It depends on the decoder state, so it changes"),
        (FAMILY, "transformer models like GPT"),
        (FAMILY, "BERT and GPT"),
        (FAMILY, "LLMs"),
        (FAMILY, "Seq2Seq with attention"),
        (FAMILY, "LSTM"),
        (FAMILY, "tranformer"),
    ],
)
def test_a_sentence_of_ones_own(question: str, answer: str) -> None:
    """Right or wrong, it is none of the choices: it earns nothing, and one learns so at home, in time."""
    assert scores(question, answer) == [("failed", 0.0), ("failed", 0.0)]


def test_one_of_them() -> None:
    """A singular is as right as the plural, though it is not among the choices, and is not told otherwise."""
    assert scores(FAMILY, "Transformer") == [("passed", 0.0), ("passed", 2.0)]
