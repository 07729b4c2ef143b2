"""The attention assignment: what its text promises holds, and what it teaches is findable."""

import re
from pathlib import Path

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Verdict
from grader.solutions.known import load_known, load_reference

ROOT = Path(__file__).parents[2]
ASSIGNMENT, SOURCE = load_assignment(load_course(ROOT), "attention")
REFERENCE = load_reference(ASSIGNMENT)
WRONG = load_known(ASSIGNMENT, "wrong")
RIGHT = load_known(ASSIGNMENT, "right")


def test_score_by_hand() -> None:
    """The worked example in the docstring of score is what the reference gives."""
    scores = REFERENCE["score"](np.array([1, 2]), np.array([[3, 0], [2, 1], [-1, -1]]))

    np.testing.assert_allclose(scores, [3, 4, -3])


def test_softmax_by_hand() -> None:
    """The worked example in the docstring of softmax is what the reference gives."""
    weights = REFERENCE["softmax"](np.array([0, np.log(3)]))

    np.testing.assert_allclose(weights, [0.25, 0.75])


def test_context_vector_by_hand() -> None:
    """The worked example in the docstring of context_vector is what the reference gives."""
    context = REFERENCE["context_vector"](np.array([0.25, 0.75]), np.array([[4, 0, 8], [0, 4, 8]]))

    np.testing.assert_allclose(context, [1, 3, 8])


def test_attend_by_hand() -> None:
    """The worked example in the docstring of attend is what the reference gives."""
    context, weights = REFERENCE["attend"](np.array([np.log(3), 0]), np.array([[1, 8], [0, 4]]))

    np.testing.assert_allclose(weights, [0.75, 0.25])
    np.testing.assert_allclose(context, [0.75, 7])


def test_the_largest_promised_score() -> None:
    """Scores of 20,000 and -20,000, which the text promises to ask for, are no trouble to the reference."""
    weights = REFERENCE["softmax"](np.array([20_000.0, -20_000.0]))

    np.testing.assert_allclose(weights, [1, 0])


@pytest.mark.parametrize("known", WRONG, ids=lambda known: known.path.stem)
def test_hints_are_questions(known) -> None:
    """Every misconception has a name of one line and a hint that asks instead of telling."""
    assert re.fullmatch(r"[A-Z].{5,90}\.", known.name)
    assert known.hint.endswith("?")


def test_misconceptions_have_names_of_their_own() -> None:
    """Within a question, no two misconceptions share a name, so a diagnosis says which one it is."""
    names = [(known.path.stem.partition("_")[0], known.name) for known in WRONG]

    assert len(set(names)) == len(names)


def test_enough_known_solutions() -> None:
    """Odd right styles and wrong ideas are both covered broadly."""
    assert len(RIGHT) >= 14
    assert len(WRONG) >= 45


def test_the_public_half_gives_nothing_away() -> None:
    """Neither the notebook nor the public checks contain a line of the reference that answers a question."""
    public = "".join(path.read_text("utf-8") for path in sorted(ASSIGNMENT.folder.glob("*.py")))

    assert "encoder_states @" not in public
    assert "np.exp(" not in public
    assert "@ encoder_states" not in public


def test_a_right_attend_beside_wrong_parts() -> None:
    """Who writes attend out in full, and right, has full marks on it whatever became of the parts."""
    alone = next(right for right in RIGHT if right.path.stem == "attend_alone")
    parts = dict.fromkeys(("score", "softmax", "context_vector"), REFERENCE["score"])
    functions = {**parts, "attend": alone.functions["attend"]}

    results = judge(prepare(ASSIGNMENT, ""), in_turn(in_process(functions)), questions=["attend"])

    assert [result.check for result in results if result.verdict is not Verdict.PASSED] == []
