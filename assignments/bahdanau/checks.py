"""What a right answer must do: the claims that students try at home.

Axes: t words, n numbers in a decoder state, m in an encoder state, a in the layer between.
"""

from functools import partial

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import (
    RandomGenerator,
    StandIn,
    assert_agrees,
    assert_among,
    assert_axes,
    assert_close,
    assert_equal,
    assert_line,
    assert_pairs,
    assert_parts,
    assert_repeats,
    assert_same,
    assert_shape,
    assert_that,
    assert_untouched,
    check,
    holds,
    listed,
    raises,
    shaped,
    stand_ins,
)

check = partial(check, examples=20)
LAYER = {"W": shaped("an"), "U": shaped("am"), "v": shaped("a")}
QUESTION = {"decoder_state": shaped("n"), "encoder_states": shaped("tm"), **LAYER}

# --- 1. additive_score ---


@check("additive_score", points=2, hint="How many words does the decoder state meet?")
@given(**QUESTION)
def one_score_per_word(additive_score, **inputs):
    """There is one score per word, in an array of shape (T,). Inputs and earlier scores stay as they were."""
    scores = assert_untouched(additive_score, [1 - one for one in inputs.values()], **inputs)
    assert_shape(scores, (len(inputs["encoder_states"]),), what="the scores")


@check("additive_score", points=2, hint="What is left of W s in the gap?")
@given(state=st.sampled_from([1.0, 2.0, -2.0, -3.0]))
def the_gap_between_words_follows_the_decoder_state(additive_score, state):
    """Another decoder state changes how far apart two words score, not only both scores alike."""
    one, words = np.array([[1.0]]), np.array([[0.0], [1.0]])
    new, old = (np.ravel(additive_score(np.array([at]), words, one, one, one[0])) for at in (state, 0.0))
    assert_that(np.ptp(new - old) > 0.1, what=f"both scores, s = {state}", got=new, expected="no gap as at 0")


# --- 2. masked_softmax ---

MASKS = shaped("t", elements=st.booleans(), dtype="bool").map(lambda mask: mask | ~mask.any())


@check("masked_softmax", points=2, hint="What has a place to add that must get no attention?")
@given(scores=shaped("t"), mask=MASKS)
def padding_weighs_nothing(masked_softmax, scores, mask):
    """Padding weighs exactly 0, the words add up to one. Scores, mask and these weights stay as they are."""
    weights = masked_softmax(scores, mask=mask)
    assert_shape(weights, scores.shape, what="the weights")
    assert_same(weights[~mask], np.zeros(sum(~mask)), what="the weights of padding")
    assert_close(weights.sum(), 1, what="sum of the weights", question="The sum of what do you divide by?")
    assert_untouched(masked_softmax, (1 - scores, mask), scores=scores, mask=mask)


@check("masked_softmax", points=1, hint="Who should get the attention if there is nobody?")
@given(scores=shaped("t"))
def nothing_but_padding_raises(masked_softmax, scores):
    """If all places are padding there are no weights: a ValueError."""
    raises(ValueError, masked_softmax, scores, np.zeros(len(scores), bool))


# --- 3. AdditiveAttention ---


def softmax_works(masked_softmax, encoder_states):
    """Whether the student's own masked_softmax gives a weight for every word, with a mask and without."""
    zeros, first = np.zeros(len(encoder_states)), np.arange(len(encoder_states)) == 0
    return all(masked_softmax(zeros, mask).shape == zeros.shape for mask in (None, first, zeros == 0))


SOFT = {"masked_softmax": StandIn(("scores", "mask=None"), "t,t->t")}  # nothing but padding: a ValueError


def questions(**more):
    """Claims about an object that answers: what it is made of and asked, and the stand-in for its part."""
    return lambda claim: given(**QUESTION, **more)(stand_ins(softmax_works, **SOFT)(claim))


def after_reading(attention, states):
    """The object, once it remembers this sentence."""
    attention.remember(states)
    return attention


def assert_blends(answer, states):
    """The context is the encoder states, each times its weight. There is a weight (T,) for each."""
    context, weights = assert_parts(answer, "context", "weights")
    assert_shape(weights, (len(states),), what="the weights")
    assert_agrees(context, np.array(weights) @ states, what="the context", beside="weights @ encoder_states")


@check("AdditiveAttention", points=4, hint="Which of the two comes first? What do the weights blend?")
@questions()
def weights_blend_words(AdditiveAttention, decoder_state, encoder_states, W, U, v):
    """There is a weight for each word. The context, which comes first, blends the encoder states by these."""
    assert_blends(after_reading(AdditiveAttention(W, U, v), encoder_states)(decoder_state), encoder_states)


@check("AdditiveAttention", points=2, hint="Which word is each row of keys for, and of which sentence?")
@questions(old_states=shaped("*m"))
def keys_follow_the_sentence(AdditiveAttention, decoder_state, encoder_states, W, U, v, old_states):
    """After remember, keys holds U h for each word of the last sentence, (T, a)."""
    attention = AdditiveAttention(W, U, v)
    for states in (old_states, encoder_states):
        assert_close(after_reading(attention, states).keys, states @ U.T, what="keys after remember")


@check("AdditiveAttention", points=1, hint="What does an object have before it is told a sentence?")
@questions()
def a_new_object_knows_no_sentence(AdditiveAttention, decoder_state, encoder_states, W, U, v):
    """An object that was told no sentence raises an exception when it is asked, whatever another was told."""
    raises(Exception, other := AdditiveAttention(W, U, v), decoder_state)
    after_reading(AdditiveAttention(W, U, v), encoder_states)(decoder_state)
    raises(Exception, other, decoder_state)


@check("AdditiveAttention", points=1, hint="All is padding: who raises, and what is kept of that?")
@given(**QUESTION)
def padding_alone_has_no_context(AdditiveAttention, masked_softmax, decoder_state, encoder_states, W, U, v):
    """If all is padding, the object raises a ValueError, if masked_softmax does, and answers on."""
    words, soft = np.full(len(encoder_states), True), partial(masked_softmax, np.zeros(len(encoder_states)))
    kind = AdditiveAttention if holds(partial(soft, words)) else AdditiveAttention.using(**SOFT)
    before = (attention := after_reading(kind(W, U, v), encoder_states))(decoder_state, words)[-1]
    if kind is not AdditiveAttention or holds(lambda: raises(ValueError, soft, ~words)):
        raises(ValueError, attention, decoder_state, ~words)
        assert_repeats(attention(decoder_state, words)[-1], before, what="the weights")


# --- 4. score_gradient ---

WORD = {"decoder_state": shaped("n"), "encoder_state": shaped("m"), **LAYER}


@check("score_gradient", points=1, hint="How many numbers have v and W, and which come first?")
@given(**WORD)
def every_number_has_its_slope(score_gradient, **inputs):
    """There is one number for each number of v, and one for each of W. Inputs and earlier answers stay."""
    for name, found in zip("vW", score_gradient(*inputs.values()), strict=True):
        assert_shape(found, inputs[name].shape, what=f"by_{name}")
    assert_untouched(score_gradient, [1 - one for one in inputs.values()], **inputs)


@check("score_gradient", points=2, hint="Work it out by hand: what is inside tanh, and its slope there?")
def slopes_by_hand(score_gradient):
    """For one word and one number in the layer between, both derivatives are right."""
    # Inside tanh: 0.5.
    by_v, by_W = score_gradient(*map(np.array, ([1.0, 2.0], [0.5], [[2.0, -1.0]], [[1.0]], [30.0])))
    assert_close(by_v, np.array([0.462117]), what="by_v")
    assert_close(by_W, np.array([[23.593432, 47.186864]]), what="by_W")


# --- 5. train ---

SENTENCES = listed(st.tuples(shaped("n"), shaped("*m")), "s").filter(lambda some: len(some) > 1)
TRAINING = {"sentences": SENTENCES, "targets": listed(shaped("m"), "s"), "seed": st.integers(0, 99)}
LESSON = {"sentences": [(np.eye(8)[1], np.eye(3)), (np.eye(8)[0], np.eye(2, 3))], "targets": [*np.eye(2, 3)]}


@check("train", points=1, hint="Which way do W, U and v move, and of what is each number in losses the loss?")
def the_loss_falls(train):
    """After 20 steps on two sentences the loss is less than a tenth of what it was at first."""
    *_, run = [train(**LESSON, steps=20, learning_rate=2.0, rng=RandomGenerator(at)) for at in (1, 0)][-1]
    assert_shape(run[:20], (20,), what="the losses of 20 steps", question="What ends training?")
    assert_that(run[-1] < run[0] / 10, what="loss, call 2", got=run[-1], expected=f"below {run[0] / 10:.3g}")


@check("train", points=1, hint="How many losses are there, and what is halved in each?")
def losses_by_hand(train):
    """One word [2] loses 0.5 with the target [1] and 0 with [2], in every step, and two such in the mean."""
    for goal, due in ((1.0, 0.5), (2.0, 0.0)):
        lesson = [(np.ones(1), np.array([[2.0]]))] * 2, [np.array([goal])] * 2
        assert_close(train(*lesson, 2, 0.5, RandomGenerator(0))[3], (due, due), what="losses of two steps")


@check("train", points=2, hint="Which numbers do you draw, in which order?", examples=3)
@given(**TRAINING)
def it_starts_with_what_it_draws(train, sentences, targets, seed):
    """After no steps W, U and v are what the generator gave, in this order, and there are no losses."""
    *layer, losses = train(sentences, targets, 0, 0.5, RandomGenerator(seed))
    rng, sizes = np.random.default_rng(seed), ((8, len(sentences[0][0])), (8, len(targets[0])), 8)
    assert_shape(losses, (0,), what="the losses of no steps", question="Which line leaves these there?")
    for name, found, size in zip("WUv", layer, sizes, strict=True):
        assert_close(found, rng.normal(size=size), what=f"{name} after no steps")


# --- 6. plot_training ---

SHARES = shaped("nt", elements=st.integers(1, 3).map(float)).map(lambda rows: rows / rows.sum(1)[:, None])
READ, WROTE = st.sampled_from(["I", "am", "representations"]), st.sampled_from(["je", "suis", "profondément"])
TABLE = {"weights": SHARES, "source": listed(READ, "t"), "target": listed(WROTE, "n")}
PICTURE = {"losses": st.lists(st.sampled_from([4.0, 1.0, 0.5]), min_size=2, max_size=4), **TABLE}
ROWS = np.array([[1.0] * 52, [1.0, 6.0] + [1.0] * 49 + [6.0], [1.0] * 50 + [4.0, 4.001]])
LONG = {"weights": ROWS / ROWS.sum(1)[:, None], "source": ["I", *"aab" * 17], "target": [*"aab"]}


@check("plot_training", points=2, hint="Could a stranger tell what is drawn?", examples=1, merge=False)
@given(**PICTURE)
def two_pictures_stand_side_by_side(plot_training, **inputs):
    """A new figure has two subplots, the heat map to the right of the other; every axis has a name."""
    for _ in range(2):
        assert_axes(plot_training(*inputs.values()), 2, new=True, named=True, has="lines heat_maps")


@check("plot_training", points=3, hint="Where does the line by hand begin, along x and y?", examples=1)
@given(**PICTURE)
@example(losses=[1.0, *np.geomspace(4.0, 1e-5, 1499)], **LONG)
def the_loss_is_a_line_over_the_steps(plot_training, losses, weights, source, target):
    """A line that the legend calls loss starts at step 1, on a logarithmic scale."""
    left = plot_training(losses, weights, source, target).axes.by_count("heat_maps")[0]
    assert_line(left, "loss", np.arange(len(losses)) + 1, losses, what="steps and losses", y_scale="log")


# --- 7. alignment ---


@check("alignment", points=3, hint="What stands first in a pair, what second, and how many are there?")
@given(**TABLE)
def every_word_written_has_a_pair(alignment, weights, **words):
    """Each word written has a pair, in order: that word first, then a word read. Earlier pairs stay."""
    pairs = assert_untouched(alignment, (1 - weights, *words.values()), weights=weights, **words)
    assert_equal([pair[0] for pair in assert_pairs(pairs)], words["target"], what="the first words")
    assert_among([two for _, two in pairs], words["source"], what="second words", expected="words of source")
