"""A question asks about what failed: where a claim has two halves, each half asks its own."""

import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.follow_through import NOT_TOGETHER
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.checks.run import quiet
from grader.course.load import load_assignment, load_course
from grader.solutions import Functions
from grader.solutions.known import load_reference
from grader.values import RandomGenerator

COURSE = load_course(Path(__file__).parents[2])


@dataclass(frozen=True)
class Given:
    """An assignment's checks with few examples, and its reference."""

    few: Prepared
    reference: Functions


def given(name: str) -> Given:
    assignment, _ = load_assignment(COURSE, name)
    few = prepare(assignment, "", draws=lambda checks, key: draw(checks, key, size=25))
    return Given(few, load_reference(assignment))


ATTENTION, BAHDANAU = given("attention"), given("bahdanau")
REFERENCE = ATTENTION.reference


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


def last_column_out_of_sight(weights: Any, source: Any, target: Any) -> Any:
    axes = REFERENCE["plot_attention"](weights, source, target)
    axes.set_xlim(-0.5, max(len(source) - 1.5, 0.5))
    return axes


def labels_of_a_set(weights: Any, source: Any, target: Any) -> Any:
    axes = REFERENCE["plot_attention"](weights, source, target)
    axes.set_xticks(range(len(set(source))), dict.fromkeys(source))
    return axes


def every_second_label(weights: Any, source: Any, target: Any) -> Any:
    axes = REFERENCE["plot_attention"](weights, source, target)
    step = 1 + (len(source) > 8)
    axes.set_xticks(range(0, len(source), step), source[::step])
    return axes


def decode_and_more(first_state: Any, encoder_states: Any, step: Any, n: int) -> Any:
    outputs, alignment = REFERENCE["decode"](first_state, encoder_states, step, n)
    return outputs, first_state, alignment


def divided_by_the_largest(scores: Any) -> Any:
    largest = np.abs(scores).max()
    return softmax(scores / largest if largest > 700 else scores)


def without_frame(weights: Any, source: Any, target: Any) -> Any:
    axes = REFERENCE["plot_attention"](weights, source, target)
    axes.axis("off")
    return axes


def placed_by_words(weights: Any, source: Any, target: Any) -> Any:
    figure, axes = plt.subplots()
    axes.set(xlabel="source", ylabel="target")
    figure.colorbar(axes.pcolormesh(source, target, weights, vmin=0, vmax=1, shading="nearest"))
    return axes


def own_scale(weights: Any, source: Any, target: Any) -> Any:
    """Only the colour bar's axis goes from 0 to 1."""
    axes = REFERENCE["plot_attention"](weights, source, target)
    axes.images[0].autoscale()
    axes.images[0].colorbar.ax.set_ylim(0, 1)
    return axes


def misspelt(weights: Any, source: Any, target: Any) -> Any:
    axes = REFERENCE["plot_attention"](weights, source, target)
    axes.set_xticks(range(len(source)), [f"{word}?" for word in source])
    return axes


def stray_weights(decoder_state: Any, encoder_states: Any) -> Any:
    return attend(decoder_state, encoder_states)[0], np.eye(len(encoder_states))[0]


def stray_context(decoder_state: Any, encoder_states: Any) -> Any:
    return encoder_states.mean(axis=0), attend(decoder_state, encoder_states)[1]


def longer_context(decoder_state: Any, encoder_states: Any) -> Any:
    context, weights = attend(decoder_state, encoder_states)
    return np.append(context, 0.0), weights


def context_alone(decoder_state: Any, encoder_states: Any) -> Any:
    return attend(decoder_state, encoder_states)[0]


CASES = [
    (longer_context, "attend", "attention_is_right", "Print the shape of what context_vector alone gives"),
    (context_alone, "attend", "attend_returns_context_and_weights", "What stands after return? How many"),
    (stray_weights, "attend", "attention_is_right", "What comes back for the context is right."),
    (stray_context, "attend", "attend_puts_your_parts_together", "What comes back for the weights is what"),
    (labels_of_a_set, "plot_attention", "a_word_may_come_again", "How many words are in source, and how"),
    (last_column_out_of_sight, "plot_attention", "all_of_each_cell_is_seen", "How many rows and columns"),
    (last_column_out_of_sight, "plot_attention", "source_words_stand_at_their_cells", "How many rows and"),
    (without_frame, "plot_attention", "source_words_stand_at_their_cells", "Labels or names are set,"),
    (without_frame, "plot_attention", "both_axes_are_named", "Labels or names are set, and not shown."),
    (misspelt, "plot_attention", "source_words_stand_at_their_cells", "Cover the notebook and look at the"),
    (with_company, "score", "one_word_is_scored_too", "Whose score is it?"),
    (small_numbers, "score", "score_takes_whole_numbers", "No fraction is lost here."),
    (without_faint_ones, "softmax", "weights_share_out_one", "e to a score is never 0"),
    (lambda scores: -softmax(scores), "softmax", "weights_share_out_one", "e to a score is never below"),
    (lambda scores: softmax(scores) / 2, "softmax", "weights_share_out_one", "Add up your weights."),
    (in_halves, "softmax", "larger_scores_get_larger_weights", "Two scores differ, and their weights"),
    (first_a_little_more, "softmax", "larger_scores_get_larger_weights", "Two scores are equal"),
    (lambda scores: softmax(-scores), "softmax", "larger_scores_get_larger_weights", "Sort your words"),
    (decode_and_more, "decode", "one_row_per_output_word", "How many things come back, and how many does"),
    (divided_by_the_largest, "softmax", "a_huge_lead_takes_it_all", "Print what you give to exp"),
    (clipped, "softmax", "a_huge_lead_takes_it_all", "Print what you give to exp for these scores"),
    (overflows, "softmax", "a_huge_lead_takes_it_all", "What is the largest number you give to exp?"),
    (attend_small, "attend", "large_states_are_no_trouble", "How large are the scores here?"),
    (one_buffer, "decode", "the_outputs_are_what_step_gave", "The output was right when step gave it"),
    (one_buffer, "decode", "decode_looks_steps_and_keeps", "The output was right when step gave it"),
    (next_states, "decode", "the_outputs_are_what_step_gave", "step gives back two things."),
    (next_states, "decode", "decode_looks_steps_and_keeps", "Write down states"),
]  # fmt: skip


def hint_of(given: Given, function: Any, question: str, check: str) -> str:
    ask = in_process({**given.reference, question: function})

    found = judge(given.few, in_turn(ask), questions=[question], reference=in_process(given.reference))

    (hint,) = [result.hint for result in found if result.check == check]
    return hint


@pytest.mark.parametrize(("function", "question", "check", "asked"), CASES)
def test_what_is_asked(function: Any, question: str, check: str, asked: str) -> None:
    """It is about the half that does not hold, and about how it does not."""
    hint = hint_of(ATTENTION, function, question, check)

    assert hint.startswith(asked)
    assert hint.endswith("?")


def one_row_left_over(first_state: Any, encoder_states: Any, step: Any, n: int) -> Any:
    outputs, alignment = REFERENCE["decode"](first_state, encoder_states, step, n)
    return outputs, [np.zeros(7), *alignment]


def a_row_of_words(first_state: Any, encoder_states: Any, step: Any, n: int) -> Any:
    outputs, alignment = REFERENCE["decode"](first_state, encoder_states, step, n)
    return outputs, [["a", "b"], *alignment]


@pytest.mark.parametrize(
    ("function", "got", "expected"),
    [
        (one_row_left_over, r"(\d+) rows, of 7[, ].*(\d) numbers", r"(\d+) rows?, of \2 numbers each"),
        (a_row_of_words, "a list or tuple of .*", "numbers, in an array or in lists"),
    ],
)
def test_rows_are_counted(function: Any, got: str, expected: str) -> None:
    """Rows of several lengths are told by how many there are, and how long; other things by what they are."""
    ask = in_process({**REFERENCE, "decode": function})

    found = judge(ATTENTION.few, in_turn(ask), questions=["decode"], reference=in_process(REFERENCE))

    told = [one.counterexample for one in found if one.counterexample]
    told = [one for one in told if re.match(r"the alignment of decode\([\w, ]+\)$", one.what)]  # of numbers
    assert told
    for one in told:
        assert re.fullmatch(f"{got} / {expected}", f"{one.got} / {one.expected}")
        if function is one_row_left_over:
            assert int(one.got.split()[0]) == int(one.expected.split()[0]) + 1


def over_features(weights: Any, encoder_states: Any) -> Any:
    return (weights[:, None] * encoder_states).sum(axis=1)


def attend_rounded(decoder_state: Any, encoder_states: Any) -> Any:
    weights = softmax(REFERENCE["score"](decoder_state, encoder_states))
    return over_features(weights.round(2), encoder_states), weights


def test_what_own_parts_hide_is_not_to_be_copied() -> None:
    """With the student's own parts it agrees, so no input shows it; of other failures one does."""
    ask = in_process({**REFERENCE, "context_vector": over_features, "attend": attend_rounded})

    results = judge(ATTENTION.few, in_turn(ask), questions=["attend"], reference=in_process(REFERENCE))

    found = {one.check: one.counterexample for one in results if one.counterexample}
    hints = {one.check: one.hint for one in results}
    assert found["large_states_are_no_trouble"].got == NOT_TOGETHER
    assert hints["large_states_are_no_trouble"].startswith("Which lines here fit only what your own part")
    assert not found["large_states_are_no_trouble"].code
    assert found["attend_puts_your_parts_together"].code


COUNTEREXAMPLES = [
    (placed_by_words, "one_word_is_a_picture_too", "what is drawn", "How far does a cell reach that has no"),
    (placed_by_words, "a_word_may_come_again", "what is drawn", "Where do those of two equal words lie?"),
    (
        own_scale,
        "one_word_is_a_picture_too",
        "the colours of the cells",
        "What decides that in the call",
    ),
    (own_scale, "a_colour_bar_explains_the_colours", "", ""),
    (without_frame, "target_words_stand_at_their_cells", "the tick labels", "Which line hides them?"),
]


@pytest.mark.parametrize(("function", "check", "what", "asked"), COUNTEREXAMPLES)
def test_what_a_picture_is_told(function: Any, check: str, what: str, asked: str) -> None:
    """What is there and is wrong is told, and nothing is called missing that the cell makes."""
    ask = in_process({**REFERENCE, "plot_attention": function})
    with plt.rc_context({"backend": "agg"}):
        results = judge(ATTENTION.few, in_turn(ask), questions=["plot_attention"])
    (found,) = [one for one in results if one.check == check]

    told = found.counterexample
    assert (told is None) == (what == "")
    if told:
        assert told.what.startswith(what)
        assert asked in told.question
        assert "colour bar" not in told.what
        assert told.got != "none"


def later_of_two(weights: Any, source: Any, target: Any) -> Any:
    last = [len(row) - 1 - row[::-1].argmax() for row in weights]
    return [(word, source[at]) for word, at in zip(target, last, strict=True)]


def each_once(weights: Any, source: Any, target: Any) -> Any:
    left, pairs = weights.copy(), []
    for word, row in zip(target, left, strict=True):
        pairs.append((word, source[row.argmax()]))
        left[:, row.argmax()] = -1
    return pairs


def zeros_are_padding(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    words = [(state, states[states.any(axis=1)]) for state, states in sentences]
    return BAHDANAU.reference["train"](words, targets, steps, learning_rate, rng)


def short_steps(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    rate = learning_rate / 2 if learning_rate < 0.1 else learning_rate
    return BAHDANAU.reference["train"](sentences, targets, steps, rate, rng)


def much_larger(weights: Any, source: Any, target: Any) -> Any:
    def best(row: Any) -> int:
        at = 0
        for place, share in enumerate(row):
            at = place if share > row[at] + 0.15 else at
        return at

    return [(word, source[best(row)]) for word, row in zip(target, weights, strict=True)]


def loss_after(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    layer = BAHDANAU.reference["train"](sentences, targets, steps, learning_rate, deepcopy(rng))[:3]
    *_, losses = BAHDANAU.reference["train"](sentences, targets, steps + 1, learning_rate, rng)
    return *layer, losses[1:]


IN_BAHDANAU = [
    (much_larger, "alignment", "pairs_are_where_it_looked_most", "Which place weighs most in each row"),
    (later_of_two, "alignment", "pairs_are_where_it_looked_most", "Several places weigh most there"),
    (each_once, "alignment", "pairs_are_where_it_looked_most", "Which place weighs most in each row"),
    (zeros_are_padding, "train", "a_sentence_alone_goes_down_its_slope", "Print scores, weights"),
    (loss_after, "train", "losses_are_those_before_each_step", "A step of length 0 has the right loss."),
    (short_steps, "train", "a_step_goes_down_the_slope_of_the_loss", "Print your slopes"),
]


@pytest.mark.parametrize(("function", "question", "check", "asked"), IN_BAHDANAU)
def test_what_is_asked_in_bahdanau(function: Any, question: str, check: str, asked: str) -> None:
    """Of ties, where there is one; of the slope, where the loss is right."""
    assert hint_of(BAHDANAU, function, question, check).startswith(asked)


@pytest.mark.parametrize("given", ["attention", "bahdanau"])
@pytest.mark.parametrize(
    ("scores", "told"),
    [([0.0, 1.0], "one way: e"), ([2000.0, 0.0], "the scores"), ([-2000.0], "the scores")],
)
def test_a_way_that_leads_nowhere(given: str, scores: list[float], told: str) -> None:
    """Where the formula as it stands overflows, or has no total, only a way that leads on is shown."""
    few = {"attention": ATTENTION, "bahdanau": BAHDANAU}[given].few
    ways = {check.question: check.way for check in few.checks}
    way = ways["softmax" if given == "attention" else "masked_softmax"]

    assert way is not None
    with quiet():
        steps = [*way(np.array(scores))]
    assert steps[0][0].startswith(told)
    assert all(np.isfinite(value).all() and np.sum(value) for words, value in steps if "total" in words)


@pytest.mark.parametrize(("steps", "told"), [(1, "step 1"), (2, "step 2"), (20, "step 1"), (200, "")])
def test_the_step_that_may_be_wrong(steps: int, told: str) -> None:
    """Of many steps the first are right, so none of their numbers are shown; sentences are told by number."""
    way = next(check.way for check in BAHDANAU.few.checks if check.question == "train")
    sentences = [(np.ones(2), np.ones((words, 3))) for words in (2, 4, 1)]
    assert way is not None

    with quiet():
        found = [words for words, _ in way(sentences, [np.ones(3)] * 3, steps, 0.5, RandomGenerator(0))]

    assert (found[0] if found else "").startswith(told)
    assert sum("sentences[1], 4 words" in one or "sentences[2], 1 word" in one for one in found) == 2 * bool(
        told
    )


IN_PARTS = {"decode", "train"}  # whose ways tell of one word or step after the other
ENDS = {
    (given, check.question)
    for given, one in (("attention", ATTENTION), ("bahdanau", BAHDANAU))
    for check in one.few.checks
    if check.way and check.question not in IN_PARTS
}


@pytest.mark.parametrize(("given", "question"), sorted(ENDS))
def test_a_way_goes_to_the_end(given: str, question: str) -> None:
    """All that is returned stands on it, so whoever answers wrongly finds a number that differs."""
    one = {"attention": ATTENTION, "bahdanau": BAHDANAU}[given]
    way = next(check.way for check in one.few.checks if check.question == question)
    calls = [run.call for run in one.few.opening.parked if run.call.function == question]
    asked = [call for call in calls if call.reads == "result"][:20]
    assert way is not None and asked

    for call in asked:
        with quiet():
            told = [value for _, value in way(*call.arguments, **dict(call.named))]
            due = one.reference[question](*call.arguments, **dict(call.named))
        for part in due if isinstance(due, tuple) else (due,):
            assert any(np.shape(value) == np.shape(part) and np.allclose(value, part) for value in told)


def test_a_dozen_words_are_not_a_matter_of_one() -> None:
    """Who draws few words rightly, and one, and not a dozen, hears of the dozen alone."""
    ask = in_process({**ATTENTION.reference, "plot_attention": every_second_label})

    found = judge(ATTENTION.few, in_turn(ask), questions=["plot_attention"])

    assert {one.check for one in found if one.lost} == {"a_dozen_words_have_room"}
