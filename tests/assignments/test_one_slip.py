"""One slip is paid for once: what is right beside it keeps its points."""

import re
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Result, Verdict
from grader.solutions.known import load_reference, reference_text
from grader.wording import PARTS

COURSE = load_course(Path(__file__).parents[2])
ASSIGNMENT, _ = load_assignment(COURSE, "bahdanau")
PREPARED = prepare(ASSIGNMENT, COURSE.key, draws=lambda checks, key: draw(checks, key, size=3))
REFERENCE = load_reference(ASSIGNMENT)
Right: Any = REFERENCE["AdditiveAttention"]
train, score_gradient = REFERENCE["train"], REFERENCE["score_gradient"]
plot_training, alignment = REFERENCE["plot_training"], REFERENCE["alignment"]


class WeightsFirst(Right):
    def __call__(self, decoder_state: Any, mask: Any = None) -> Any:
        return super().__call__(decoder_state, mask)[::-1]


class AThirdThing(Right):
    def __call__(self, decoder_state: Any, mask: Any = None) -> Any:
        return *super().__call__(decoder_state, mask), 0.0


class BlendsKeys(Right):
    def __call__(self, decoder_state: Any, mask: Any = None) -> Any:
        _, weights = super().__call__(decoder_state, mask)
        return weights @ self.keys, weights


class CannotBeCalled:
    def __init__(self, W: Any, U: Any, v: Any) -> None:  # noqa: N803
        self.U = U

    def remember(self, encoder_states: Any) -> None:
        self.keys = encoder_states @ self.U.T


def two_sentences_at_least(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    assert len(sentences[1][1])
    return train(sentences, targets, steps, learning_rate, rng)


def running_total(*given: Any, **named: Any) -> Any:
    *layer, losses = train(*given, **named)
    return *layer, np.cumsum(losses)


def one_round_less(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return train(sentences, targets, max(steps - 1, 0), learning_rate, rng)


def uphill(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return train(sentences, targets, steps, -learning_rate, rng)


def sum_of_slopes(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return train(sentences, targets, steps, learning_rate * len(sentences), rng)


def no_mean(*given: Any, **named: Any) -> Any:
    *layer, losses = sum_of_slopes(*given, **named)
    return *layer, np.array(losses) * len(named.get("targets", given[1:2][0] if given else ()))


def exchanged(*given: Any) -> Any:
    return score_gradient(*given)[::-1]


def two_figures(losses: Any, weights: Any, source: Any, target: Any) -> None:
    plt.figure()
    plt.semilogy(range(1, len(losses) + 1), losses, label="loss")
    plt.legend()
    plt.figure()
    plt.imshow(weights, vmin=0, vmax=1)
    plt.colorbar()
    plt.xticks(range(len(source)), source)
    plt.yticks(range(len(target)), target)


def another_name(*given: Any) -> Any:
    figure = plot_training(*given)
    figure.axes[0].lines[0].set_label("Training losses")
    figure.axes[0].legend()
    return figure


class ContextAlone(Right):
    def __call__(self, decoder_state: Any, mask: Any = None) -> Any:
        return super().__call__(decoder_state, mask)[0]


def by_v_alone(*given: Any) -> Any:
    return score_gradient(*given)[0]


def no_by_W(*given: Any) -> Any:  # noqa: N802
    return score_gradient(*given)[0], None


def no_losses(*given: Any, **named: Any) -> Any:
    return train(*given, **named)[:3]


def one_round_more(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    return train(sentences, targets, steps + 1, learning_rate, rng)


def no_half(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
    *layer, losses = train(sentences, targets, steps, 2 * learning_rate, rng)
    return *layer, 2 * np.array(losses)


def places_for_words(weights: Any, source: Any, target: Any) -> Any:
    return [(word, int(row.argmax())) for word, row in zip(target, weights, strict=True)]


def turned_round(*given: Any) -> Any:
    return [pair[::-1] for pair in alignment(*given)]


BLENDS, LINE = "weights_blend_words", "the_loss_is_a_line_over_the_steps"
FALLS, BY_HAND, BEFORE = "the_loss_falls", "losses_by_hand", "losses_are_those_before_each_step"
DRAWN, GRADIENT = "it_starts_with_what_it_draws", ("every_number_has_its_slope", "slopes_by_hand")
ALONE, STEP = "a_sentence_alone_goes_down_its_slope", "a_step_goes_down_the_slope_of_the_loss"
OTHERS = ("always_additive", "a_new_object_knows_no_sentence", "padding_alone_has_no_context")


@pytest.mark.parametrize(
    ("question", "slip", "left", "lost"),
    [
        ("AdditiveAttention", WeightsFirst, 12, {BLENDS}),
        ("AdditiveAttention", AThirdThing, 12, {BLENDS}),
        ("AdditiveAttention", BlendsKeys, 12, {BLENDS}),
        ("AdditiveAttention", CannotBeCalled, 2, {BLENDS, *OTHERS}),
        ("AdditiveAttention", ContextAlone, 12, {BLENDS}),
        ("score_gradient", by_v_alone, 3, {*GRADIENT, "by_w_is_the_slope"}),
        ("score_gradient", no_by_W, 3, {*GRADIENT, "by_w_is_the_slope"}),
        ("alignment", places_for_words, 3, {"every_word_written_has_a_pair"}),
        ("alignment", turned_round, 3, {"every_word_written_has_a_pair"}),
        ("score_gradient", exchanged, 7, {*GRADIENT}),
        ("train", two_sentences_at_least, 11, {ALONE}),
        ("train", running_total, 9, {FALLS, BY_HAND, BEFORE}),
        ("train", one_round_less, 12, {FALLS, BY_HAND}),
        ("train", uphill, 6, {FALLS, ALONE, STEP}),
        ("train", sum_of_slopes, 10, {STEP}),
        ("train", no_mean, 10, {BY_HAND, BEFORE}),
        ("train", no_half, 10, {BY_HAND, BEFORE}),
        ("train", one_round_more, 11, {BY_HAND, DRAWN}),
        ("train", no_losses, 7, {FALLS, BY_HAND, DRAWN, BEFORE}),
        ("plot_training", another_name, 8, set()),
        ("plot_training", two_figures, 3, {"two_pictures_stand_side_by_side", LINE}),
    ],
)
def test_what_is_left(question: str, slip: Any, left: float, lost: set[str]) -> None:
    """Only claims that do not hold cost points, and none waits for another."""
    with plt.rc_context({"backend": "agg"}):
        found = judge(PREPARED, in_turn(in_process({**REFERENCE, question: slip})), questions=[question])

    assert {one.check for one in found if one.verdict is not Verdict.PASSED} == lost
    assert sum(one.score for one in found) == left


def only_prints(scores: Any, mask: Any = None) -> None:
    REFERENCE["masked_softmax"](scores, mask)


def turned_mask(scores: Any, mask: Any = None) -> Any:
    return REFERENCE["masked_softmax"](scores, None if mask is None else ~mask)


@pytest.mark.parametrize(
    ("softmax", "kind", "lost"),
    [(only_prints, Right, False), (turned_mask, Right, False), (turned_mask, CannotBeCalled, True)],
)
def test_padding_alone(softmax: Any, kind: Any, lost: bool) -> None:
    """A slip in masked_softmax is not paid for here, and an object that cannot be called earns nothing."""
    names = {**REFERENCE, "masked_softmax": softmax, "AdditiveAttention": kind}
    found = judge(PREPARED, in_turn(in_process(names)), questions=["AdditiveAttention"])

    assert ("padding_alone_has_no_context" in {one.check for one in found if one.score < one.points}) == lost


UNWRITTEN = "def masked_softmax(scores, mask=None):\n    raise NotImplementedError\n"
ASKS_A_MASK = """
def masked_softmax(scores, mask=None):
    if mask:
        scores = np.where(mask, scores, -np.inf)
    return np.exp(scores) / np.exp(scores).sum()
"""
TEXT = reference_text(ASSIGNMENT)
OWN_CLASS = TEXT[TEXT.index("class Additive") : TEXT.index("def score_gradient")]
WITHOUT_MASK = OWN_CLASS.replace("masked_softmax(scores, mask)", "np.exp(scores) / np.exp(scores).sum()")
WITHOUT_CALL = OWN_CLASS.partition("    def __call__")[0]
KEYS_TURNED = OWN_CLASS.replace("encoder_states @ self.U.T", "self.U @ encoder_states.T").replace(
    "self.keys)", "self.keys.T)"
)
STARTS_WITH_ZEROS = OWN_CLASS.replace(
    "= W, U, v",
    "= W, U, v; self.keys = np.zeros((1, len(v))); self.encoder_states = np.zeros((1, len(U[0])))",
)


def told(*texts: str) -> dict[str, Result]:
    """The claims that cost points, of cells with these texts below the reference."""
    names: dict[str, Any] = {}
    exec("\n".join((TEXT, *texts)), names)
    found = judge(
        PREPARED, in_turn(in_process(names)), questions=["AdditiveAttention"], reference=in_process(REFERENCE)
    )
    return {one.check: one for one in found if one.lost}


@pytest.mark.parametrize("softmax", [UNWRITTEN, ASKS_A_MASK])
def test_a_class_over_a_softmax_that_does_not_work(softmax: str) -> None:
    """A right class loses nothing; one without an answer earns nothing by that."""
    assert told(softmax, OWN_CLASS) == {}
    assert told(softmax, WITHOUT_CALL).keys() == {BLENDS, *OTHERS}


def test_a_class_that_ignores_the_mask_over_no_softmax() -> None:
    """It is told what it does wrong itself, and not that another function is not written."""
    found = told(UNWRITTEN, WITHOUT_MASK)

    assert found.keys() == {"always_additive", "padding_alone_has_no_context"}
    assert not any("written" in one.message for one in found.values())
    assert "the weights: at" in found["always_additive"].message


def test_numbers_of_an_example_are_plain() -> None:
    """Those that an author chose for another mistake give way to plain ones, where these show it, too."""
    example = told(WITHOUT_MASK)["always_additive"].counterexample

    assert example
    assert not any(re.search(r"\d\.\d{5}", given.value) for given in example.when)


def test_keys_and_sentences_are_asked_about() -> None:
    """Of turned keys it is their rows; where no sentence was told, no other object is spoken of."""
    (keys,), (sentence,) = told(KEYS_TURNED).values(), told(STARTS_WITH_ZEROS).values()

    assert keys.hint.startswith("Which word is each row of keys for")
    assert sentence.hint.startswith("What does an object have before it is told a sentence")
    assert "remember" not in sentence.message


def test_one_of_two_things() -> None:
    """The first thing told of a context that comes back alone is that two things are due."""
    names = {**REFERENCE, "AdditiveAttention": ContextAlone}
    first, *others = [
        one
        for one in judge(PREPARED, in_turn(in_process(names)), questions=["AdditiveAttention"])
        if one.hint
    ]

    assert not others
    assert first.counterexample and first.counterexample.expected == "2 values: context, weights"
    assert first.hint == PARTS
