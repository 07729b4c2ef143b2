"""A question asks about what failed: where a claim has two halves, each half asks its own."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.solutions.known import load_reference

ASSIGNMENT, _ = load_assignment(load_course(Path(__file__).parents[2]), "attention")
REFERENCE = load_reference(ASSIGNMENT)
FEW = prepare(ASSIGNMENT, "", draws=lambda checks, key: draw(checks, key, size=12))


def softmax(scores: Any) -> Any:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def clipped(scores: Any) -> Any:
    return softmax(np.clip(scores - scores.max(), -8, 0))


def in_halves(scores: Any) -> Any:
    return softmax(np.floor(2 * scores) / 2)


def overflows(scores: Any) -> Any:
    return np.exp(scores) / np.exp(scores).sum()


def without_faint_ones(scores: Any) -> Any:
    return np.where(softmax(scores) < 0.05, 0, softmax(scores))


def first_a_little_more(scores: Any) -> Any:
    return softmax(scores + 0.01 * (np.arange(len(scores)) == 0))


def with_company(decoder_state: Any, encoder_states: Any) -> Any:
    return encoder_states @ decoder_state + 0.5 * (len(encoder_states) - 1)


def small_numbers(decoder_state: Any, encoder_states: Any) -> Any:
    kept = np.int16 if (encoder_states.dtype.kind, decoder_state.dtype.kind) == ("i", "i") else float
    return encoder_states.astype(kept) @ decoder_state.astype(kept)


def attend(decoder_state: Any, encoder_states: Any) -> Any:
    weights = softmax(encoder_states @ decoder_state)
    return weights @ encoder_states, weights


def attend_small(decoder_state: Any, encoder_states: Any) -> Any:
    weights = softmax(np.clip(encoder_states @ decoder_state, -500, 500))
    return weights @ encoder_states, weights


def one_buffer(first_state: Any, encoder_states: Any, step: Any, n: int) -> Any:
    state, outputs, rows = np.array(first_state, float), [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, following = step(context, state)
        outputs, rows = [*outputs, output], [*rows, weights]
        state[:] = following
    return outputs, np.array(rows)


def next_states(first_state: Any, encoder_states: Any, step: Any, n: int) -> Any:
    state, outputs, rows = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        _, state = step(context, state)
        outputs, rows = [*outputs, state], [*rows, weights]
    return outputs, np.array(rows)


CASES = [
    (with_company, "score", "one_word_is_scored_too", "Whose score is it?"),
    (small_numbers, "score", "score_takes_whole_numbers", "No fraction is lost here."),
    (without_faint_ones, "softmax", "weights_share_out_one", "e to a score is never 0"),
    (lambda scores: -softmax(scores), "softmax", "weights_share_out_one", "e to a score is never below"),
    (lambda scores: softmax(scores) / 2, "softmax", "weights_share_out_one", "Add up your weights."),
    (in_halves, "softmax", "larger_scores_get_larger_weights", "Two scores differ, and their weights"),
    (first_a_little_more, "softmax", "larger_scores_get_larger_weights", "Two scores are equal"),
    (lambda scores: softmax(-scores), "softmax", "larger_scores_get_larger_weights", "Sort your words"),
    (clipped, "softmax", "a_huge_lead_takes_it_all", "How far do these scores lie apart"),
    (overflows, "softmax", "a_huge_lead_takes_it_all", "What is the largest number you give to exp?"),
    (attend_small, "attend", "large_states_are_no_trouble", "How large are the scores here?"),
    (one_buffer, "decode", "the_outputs_are_what_step_gave", "The output was right when step gave it"),
    (one_buffer, "decode", "decode_looks_steps_and_keeps", "The output was right when step gave it"),
    (next_states, "decode", "the_outputs_are_what_step_gave", "step gives back two things."),
    (next_states, "decode", "decode_looks_steps_and_keeps", "Write down states"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "question", "check", "asked"), CASES)
def test_what_is_asked(function: Any, question: str, check: str, asked: str) -> None:
    """It is about the half that does not hold, and about how it does not."""
    ask = in_process({**REFERENCE, question: function})

    found = judge(FEW, in_turn(ask), questions=[question], reference=in_process(REFERENCE))

    (hint,) = [result.hint for result in found if result.check == check]
    assert hint.startswith(asked)
    assert hint.endswith("?")
