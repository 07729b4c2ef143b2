"""What a right answer must do: the claims you can try at home.

Each check calls your function with many small inputs. In the tables of examples T is the number of words
and d the number of features, so "T > d" is a sentence with more words than features.
"""

import re
from itertools import product
from operator import eq

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import (
    CheckFailed,
    Formula,
    LinearFunction,
    StandIn,
    assert_agrees,
    assert_changes,
    assert_close,
    assert_colour_bar,
    assert_equal,
    assert_lasts,
    assert_moves,
    assert_new,
    assert_repeats,
    assert_same,
    assert_shape,
    assert_that,
    check,
    explicit_examples,
    holds,
    is_close,
    labels_at,
    stand_ins,
)

# --- inputs ---
# A shared size is drawn once per example, so that whatever is drawn beside it fits.

# A single word is rare, and has a check of its own in every question. So have as many words as features: a
# table turned round shows by its shape everywhere else.


def other_than(taken, sizes):
    """Sizes, but for the one that is taken."""
    return st.tuples(taken, sizes).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: pair[1])


WORDS = st.shared(st.integers(2, 7), key="words")
FEATURES = st.shared(other_than(WORDS, st.integers(2, 6)), key="features")
SIDE = st.shared(st.integers(2, 5), key="side")


def whole(limit, *, parts=1):
    """Whole numbers in [-limit, limit], over `parts`; 0 first, because counterexamples shrink to it."""
    return [0.0, *(sign * n / parts for n in range(1, limit + 1) for sign in (1, -1))]


def numbers(limit):
    """Numbers in [-limit, limit]: a third of them whole, a third tenths, a third of many digits."""
    tenths = whole(10 * limit, parts=10)
    others = [float(np.float32(limit * np.sin(n))) for n in range(1, len(tenths))]
    return st.sampled_from([*whole(limit) * (len(tenths) // (2 * limit + 1)), *tenths, *others])


@st.composite
def vectors(draw, length, elements, *, dtype=float):
    """Arrays (length,), every element drawn by itself."""
    return np.array([draw(elements) for _ in range(draw(length))], dtype)


@st.composite
def matrices(draw, rows, columns, elements, *, dtype=float):
    """Arrays (rows, columns), every element drawn by itself."""
    shape = draw(rows), draw(columns)
    return np.array([draw(elements) for _ in range(shape[0] * shape[1])], dtype).reshape(shape)


def shared_out(counts):
    """`counts` (n,) as weights that add up to one; all zero gives everything to the first."""
    counts[0] += not counts.any()
    return counts / counts.sum()


HALVES = st.sampled_from(whole(2, parts=2))  # so coarse that float32 sees every difference

DECODER_STATES = vectors(FEATURES, numbers(2))
ENCODER_STATES = matrices(WORDS, FEATURES, numbers(2))
SQUARE_STATE = vectors(SIDE, numbers(2))
SQUARE_STATES = matrices(SIDE, SIDE, numbers(2))
WHOLE_STATES = matrices(WORDS, FEATURES, st.integers(-3, 3), dtype=int)
SCORES = vectors(WORDS, numbers(8))
WHOLE_SCORES = vectors(WORDS, st.integers(-8, 8), dtype=int)
WEIGHTS = vectors(WORDS, st.integers(0, 9)).map(shared_out)

GENTLE_STATE = vectors(FEATURES, HALVES)
GENTLE_SCORES = vectors(WORDS, numbers(3))
# From 1/512 to 10 apart; float32 sees 1/512 beside 20,000, and no less.
NEAR_SCORES = st.builds(
    lambda scores, parts: scores / parts,
    vectors(WORDS, st.integers(-5, 5)),
    st.sampled_from([1.0, 8.0, 64.0, 512.0]),
)
# What a function remembers shows when an input comes for the second time, not the third. So the checks that
# ask twice have inputs of their own: no other check draws thirds.
THIRDS = st.sampled_from(whole(6, parts=3))
FRESH_STATES = vectors(FEATURES, THIRDS)
FRESH_SCORES = vectors(WORDS, THIRDS)
COUNTED_STATES = matrices(WORDS, FEATURES, st.integers(1, 9))  # of which no blend is 0
FRESH_WEIGHTS = vectors(WORDS, st.integers(1, 30)).map(shared_out)
POSITIVE_WEIGHTS = vectors(WORDS, st.integers(1, 9)).map(shared_out)
DIFFERENT_WORDS = matrices(WORDS, FEATURES, HALVES).filter(lambda states: np.ptp(states, axis=0).any())
# Without zeros: who divides by a length has trouble with a state of zeros, and follows other states.
FULL = st.sampled_from([1.0, -1.0, 0.5, -0.5])
FULL_STATE = vectors(FEATURES, FULL)
FULL_WORDS = matrices(WORDS, FEATURES, FULL).filter(lambda states: np.ptp(states, axis=0).any())
WORD = WORDS.flatmap(lambda n: st.integers(0, n - 1))

# A decoder state without zeros, and words that differ from it in signs only, but for one that equals it.
STRONG_STATE = st.shared(vectors(FEATURES, st.sampled_from([1.0, -1.0, 0.5, -0.5, 1.5])), key="strong state")
SIGNS = matrices(WORDS, FEATURES, st.sampled_from([-1.0, 1.0]))


def with_one_match(state, signs, word):
    """`signs` (T, d) times `state` (d,), the row at `word` exactly `state`."""
    states = signs * state
    states[word] = state
    return states


MIRRORED_STATES = st.builds(with_one_match, STRONG_STATE, SIGNS, WORD)

# --- examples that are always tried ---

MORE_WORDS = {"decoder_state": np.array([1.0, 2.0]), "encoder_states": np.array([[3.0, 0], [2, 1], [-1, -1]])}
MORE_FEATURES = {
    "decoder_state": np.array([1.0, 0.5, -1.0]),
    "encoder_states": np.array([[1.0, 2, 0], [0, 1, 2]]),
}
AS_MANY = {"decoder_state": np.array([1.0, 2.0]), "encoder_states": np.array([[1.0, 0], [3, -1]])}
SENTENCES = (MORE_WORDS, MORE_FEATURES)
ONE_WORD = {"decoder_state": np.array([2.0, -1.0]), "encoder_states": np.array([[0.5, 3.0]])}
SQUARE = "as many words as features"
SQUARES = 25  # examples for each check of them
# The decoder state of MORE_WORDS, in as many words: an answer kept for that state is wrong here.
SAME_WORDS = {"decoder_state": np.array([1.0, 2.0]), "encoder_states": np.array([[2.0, 1], [2, 1], [0, 1]])}
ZERO_WORD = {"decoder_state": np.array([1.0, -1.0]), "encoder_states": np.array([[0.0, 0], [1, 0], [1, 1]])}
ONE_FEATURE = {"decoder_state": np.array([0.5]), "encoder_states": np.array([[3.0], [-2], [1]])}
LARGE = {"decoder_state": np.array([40.0, 30]), "encoder_states": np.array([[30.0, 0], [0, 40], [10, 10]])}
VERY_LARGE = {
    "decoder_state": np.array([200.0, 0]),
    "encoder_states": np.array([[150.0, 1], [200, 2], [0, 0]]),
}
# The largest scores there are: 4,000,000 and 50 less.
LARGEST = {
    "decoder_state": np.full(100, 200.0),
    "encoder_states": np.array([[200.0] * 100, [199.75] + [200.0] * 99, [0.0] * 100]),
}
# The second word equals the decoder state.
MATCHING = {"decoder_state": np.array([1.0, 1.0]), "encoder_states": np.array([[0.0, 1], [1, 1], [-1, 2]])}
LONG = {
    "decoder_state": np.arange(-6.0, 6) / 4,
    "encoder_states": np.round(np.sin(np.arange(480.0)).reshape(40, 12), 1),
}
WIDE = {"decoder_state": np.ones(100), "encoder_states": np.ones((2, 100)) / [[4], [8]]}
# The numbers of MORE_WORDS, one after the other: an answer kept for these alone is wrong here.
SAME_NUMBERS = {
    "decoder_state": np.array([1.0]),
    "encoder_states": np.array([[2.0], [3], [0], [2], [1], [-1], [-1]]),
}
NO_EIGHTHS = {
    "decoder_state": np.array([0.125, 0.7]),
    "encoder_states": np.array([[0.3, 1.1], [-0.9, 0.2], [1.5, 0.6]]),
}

BLEND = {"weights": np.array([0.25, 0.75]), "encoder_states": np.array([[4.0, 0, 8], [0, 4, 8]])}
BLEND_MORE_WORDS = {
    "weights": np.array([0.5, 0.125, 0.125, 0.25]),
    "encoder_states": np.array([[1.0, 0], [0, 2], [-1, 1], [3, 3]]),
}
BLEND_AS_MANY = {"weights": np.array([0.25, 0.75]), "encoder_states": np.array([[1.0, 2], [3, -4]])}
BLENDS = (BLEND, BLEND_MORE_WORDS)
BLEND_EXCHANGED = {"weights": np.array([0.25, 0.75]), "encoder_states": np.array([[0.0, 4, 8], [4, 0, 8]])}
BLEND_SAME_WORDS = {
    "weights": np.array([0.25, 0.25, 0.5]),
    "encoder_states": np.array([[2.0, 1], [2, 1], [0, 1]]),
}
BLEND_ONE_FEATURE = {"weights": np.array([0.25, 0.75]), "encoder_states": np.array([[4.0], [8]])}
BLEND_FAINT = {
    "weights": np.array([0.9995, 0.00045, 0.00005]),  # softmax gives such weights, and each is to count
    "encoder_states": np.array([[1.0, 0], [-2, 2], [2, -2]]),
}
BLEND_LONG = {
    "weights": np.arange(1.0, 41) / 820,
    "encoder_states": LONG["encoder_states"],
}
BLEND_WIDE = {"weights": np.array([0.25, 0.75]), "encoder_states": np.arange(-200.0, 200, 2).reshape(2, 100)}
BLEND_ELEVEN = {"weights": np.arange(1.0, 12) / 66, "encoder_states": np.arange(33.0).reshape(11, 3) / 8}
BLEND_NO_EIGHTHS = {"weights": np.array([0.25, 0.5, 0.25]), "encoder_states": NO_EIGHTHS["encoder_states"]}


def always(case):
    """Strategies that draw just this case, where one of its kind will do."""
    return {name: st.just(value) for name, value in case.items()}


# --- 1. score ---


@check(
    "score",
    points=0.25,
    hint="How many words are there, and how many numbers come back? What is each made of?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(*SENTENCES, ONE_FEATURE)
def one_score_per_word(score, decoder_state, encoder_states):
    """There is one score for every word, in an array of shape (T,)."""
    words, _ = encoder_states.shape
    assert_shape(score(decoder_state, encoder_states), (words,), what="score(decoder_state, encoder_states)")


@check(
    "score",
    points=0.5,
    hint="Change the numbers of the decoder state one after the other. Which of them move no score?",
)
@given(decoder_state=GENTLE_STATE, encoder_states=DIFFERENT_WORDS)
@explicit_examples(*SENTENCES)
def scores_follow_the_decoder_state(score, decoder_state, encoder_states):
    """Another decoder state gives other scores."""
    feature = np.ptp(encoder_states, axis=0).argmax()
    other_state = decoder_state.copy()
    other_state[feature] += 1
    before, after = score(decoder_state, encoder_states), score(other_state, encoder_states)
    assert_changes(after, before, what=f"the scores when decoder_state[{feature}] grows by 1")


@check("score", points=1, hint="One of these words equals the decoder state. Which word should win?")
@given(decoder_state=STRONG_STATE, encoder_states=MIRRORED_STATES)
@example(decoder_state=np.array([1.0, 2.0]), encoder_states=np.array([[-1.0, -2], [1, 2], [1, -2]]))
def the_matching_word_scores_highest(score, decoder_state, encoder_states):
    """Of words that differ from the decoder state in signs alone, the one that equals it scores highest."""
    scores = score(decoder_state, encoder_states)
    matches = (encoder_states == decoder_state).all(axis=1)
    lead = scores[matches].min() - max(scores[~matches], default=-np.inf)
    lowest = np.where(matches, scores.ravel(), np.inf).argmin()
    best_other = np.where(matches, -np.inf, scores.ravel()).argmax()
    assert_that(
        lead > 0,
        what="score(decoder_state, encoder_states)",
        got=scores,
        expected=f"at [{lowest}], where the word equals decoder_state, more than at [{best_other}]",
    )


@check(
    "score",
    points=0.5,
    needs="scores_follow_the_decoder_state",
    inputs="a single word",
    hint="What is the shape for a single word?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(MORE_WORDS, ONE_WORD)
def one_word_is_scored_too(score, decoder_state, encoder_states):
    """A sentence of one word gets one score, the same that this word gets in a longer sentence."""
    alone = score(decoder_state, encoder_states[:1])
    assert_shape(alone, (1,), what="score(decoder_state, encoder_states[:1])")
    in_company = score(decoder_state, encoder_states)
    scale = np.abs(encoder_states).sum()
    what, beside = "the score of the first word alone", "its score in the longer sentence"
    asked = "Whose score is it? What does your code look at, besides the decoder state and that word?"
    assert_agrees(alone[0], in_company[0], what=what, beside=beside, scale=scale, question=asked)


@check(
    "score",
    points=0.5,
    needs="the_matching_word_scores_highest",
    inputs="whole numbers",
    hint="Can your result hold a fraction?",
)
@given(decoder_state=DECODER_STATES, encoder_states=WHOLE_STATES)
@example(decoder_state=np.array([0.5, 0.25]), encoder_states=np.array([[1, 0], [1, 1], [3, 2]]))
@example(decoder_state=np.array([1, 2]), encoder_states=np.array([[0.5, 0.0], [0.5, 0.25], [1.0, 0.5]]))
@example(**{name: states.astype(int) for name, states in VERY_LARGE.items()})
def score_takes_whole_numbers(score, decoder_state, encoder_states):
    """Whole numbers, in either argument, give the same scores as the same numbers as floats."""
    scores = score(decoder_state, encoder_states)
    of_floats = score(decoder_state.astype(float), encoder_states.astype(float))
    beside = "score(decoder_state.astype(float), encoder_states.astype(float))"
    scale = np.abs(encoder_states).sum()
    what, whole = "score(decoder_state, encoder_states)", bool((of_floats % 1 == 0).all())
    asked = "No fraction is lost here. How large may a number of your dtype be?" if whole else ""
    assert_agrees(scores, of_floats, what=what, beside=beside, scale=scale, question=asked)


@check(
    "score",
    points=0.25,
    examples=SQUARES,
    needs="scores_follow_the_decoder_state",
    inputs=SQUARE,
    hint="Both sides of this table are equally long. How does your code tell words from features?",
)
@given(decoder_state=SQUARE_STATE, encoder_states=SQUARE_STATES)
@example(**AS_MANY)
def as_many_words_as_features_are_scored(score, decoder_state, encoder_states):
    """With as many words as features, the scores are what they are beside one word more."""
    scores = score(decoder_state, encoder_states)
    longer = score(decoder_state, np.vstack([encoder_states, encoder_states[:1]]))
    what = "score(decoder_state, encoder_states)"
    beside = "the score of the same word after one more word is added"
    scale = np.abs(encoder_states).sum()
    assert_agrees(scores, longer[: len(encoder_states)], what=what, beside=beside, scale=scale)


@check(
    "score",
    points=0.5,
    hint="Which line changes an array that you were given? A row of it, or a new name for it, is no copy.",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@example(**MORE_WORDS)
def score_leaves_its_inputs_alone(score, decoder_state, encoder_states):
    """The decoder state and the encoder states are the same after the call as before."""
    state_after, states_after = score.arguments_after(decoder_state, encoder_states)
    assert_same(state_after, decoder_state, what="decoder_state after the call")
    assert_same(states_after, encoder_states, what="encoder_states after the call")


@check(
    "score",
    points=0.5,
    needs="scores_follow_the_decoder_state",
    merge=False,
    hint="What does your function remember, or draw anew, between calls?",
)
@given(decoder_state=FRESH_STATES, encoder_states=ENCODER_STATES)
def score_repeats_itself(score, decoder_state, encoder_states):
    """Equal inputs give equal scores each time, and the next call leaves the earlier scores alone."""
    first, second = score(decoder_state, encoder_states), score(decoder_state, encoder_states)
    scale = np.abs(encoder_states).sum()
    what = "score(decoder_state, encoder_states)"
    assert_repeats(second, first, what=what, scale=scale)
    kept = score.kept((decoder_state, encoder_states), (decoder_state + 1, encoder_states))
    assert_lasts(kept, first, what="the scores that the first call gave", scale=scale)


# --- 2. softmax ---


@check(
    "softmax",
    points=0.5,
    hint="Print what you return for three scores. How many numbers is it, and in how many brackets?",
)
@given(scores=SCORES)
@example(scores=np.array([1.0, 2.0, 4.0]))
def one_weight_per_score(softmax, scores):
    """There is one weight for every score, in an array of shape (T,)."""
    assert_shape(softmax(scores), scores.shape, what="softmax(scores)")


@check("softmax", points=0.5, hint="Change one score. Which of your weights should notice?")
@given(scores=GENTLE_SCORES, word=WORD)
@example(scores=np.array([1.0, 2.0, 4.0]), word=0)
@example(scores=np.array([0.0, 0.0]), word=1)
def weights_follow_the_scores(softmax, scores, word):
    """Raising one score by 1 changes the weights."""
    raised = scores.copy()
    raised[word] += 1
    assert_changes(softmax(raised), softmax(scores), what=f"the weights when scores[{word}] grows by 1")


@check(
    "softmax", points=0.5, needs="weights_follow_the_scores", hint="Add up your weights. What is the total?"
)
@given(scores=SCORES)
@example(scores=np.array([1.0, 2.0, 4.0]))
@example(scores=np.array([-1.0, 1.0]))
@example(scores=np.array([0.0, 0.0, 0.0]))
@example(scores=np.array([-2.0, -3.0]))
def weights_share_out_one(softmax, scores):
    """The weights are positive and add up to one."""
    weights = softmax(scores)
    least = weights.min()
    asked = "e to a score is never 0, whatever the score. Which line makes a 0 of this weight?"
    if least < 0:
        asked = "e to a score is never below 0. Which line makes a weight so?"
    what = "np.min(softmax(scores))"
    assert_that(
        least > 0, what=what, got=least, expected="above 0", question="" if np.isnan(least) else asked
    )
    assert_close(weights.sum(), 1.0, what="np.sum(softmax(scores))")


FAR_BELOW = (
    "Print what you give to exp for these scores, and what it gives. Are these numbers as far apart as the "
    "scores? What does your code make of an exp(...) that comes out as 0, or too large?"
)


@check(
    "softmax",
    points=0.5,
    needs="weights_follow_the_scores",
    hint="One score grew, the others did not. Which steps of your code look at all scores together?",
)
@given(scores=GENTLE_SCORES, word=WORD)
@example(scores=np.array([1.0, 2.0, 4.0]), word=1)
@example(scores=np.array([0.0, 0.0]), word=1)
@example(scores=np.array([-1.0, -2.0, -1.5]), word=0)
def a_raised_score_takes_weight_from_the_others(softmax, scores, word):
    """If one score grows by 1, the weight of that word grows, and every other weight shrinks."""
    raised = scores.copy()
    raised[word] += 1
    after, before = softmax(raised), softmax(scores)
    when = f"when scores[{word}] grows by 1"
    try:
        weights_move(after, before, word, when)
    except CheckFailed:
        if is_shared_out(after) and not is_shared_out(before):  # then those after may be right
            asked = "Weights are above 0 and add up to one. Which line makes these other ones?"
            earlier = f"before scores[{word}] grows by 1"
            assert_close(before.sum(), 1.0, what=f"the total of the weights {earlier}", question=asked)
        raise


def weights_move(after, before, word, when):
    """That of the word grows, the others shrink."""
    change = after - before
    assert_moves(
        after[word],
        before[word],
        up=True,
        what=f"the weight of scores[{word}]",
        when=when,
        question="Follow the score that grew through your code. What becomes of it on each line?",
    )
    for at in sorted(set(range(len(change))) - {word}, key=lambda at: -change[at]):
        assert_that(  # otherwise what comes after may be right, and could not be less
            change[at] < 0 or before[at] > 0 or not after[at] > 0,
            what=f"the weight of scores[{at}] {when.replace('when', 'before')}",
            got=before[at],
            expected="above 0",
            question="e to a score is never 0, whatever the score. Which line makes this weight?",
        )
        assert_moves(after[at], before[at], up=False, what=f"the weight of scores[{at}]", when=when)


def is_shared_out(weights):
    """Whether these can be weights, of whatever scores."""
    return bool((weights > 0).all() and abs(weights.sum() - 1) <= 1e-5)


@check(
    "softmax",
    points=0.75,
    needs="weights_follow_the_scores",
    inputs="very large or very low scores",
    hint="Which numbers do you hand to exp here?",
)
@given(scores=NEAR_SCORES, offset=st.integers(-19_995, 19_995))
@example(scores=np.array([0.0, 1.0, 2.0]), offset=1000)
@example(scores=np.array([0.0, -1.0]), offset=-1000)
@example(scores=np.array([0.0, 0.0]), offset=20_000)
@example(scores=np.array([0.0, -0.125, -10.0]), offset=20_000)  # not so large that an eighth is nothing
@example(scores=np.array([0.0, -0.125]), offset=20_000)
@example(scores=np.array([0.0, 1 / 512]), offset=-20_000)
def large_scores_keep_their_weights(softmax, scores, offset):
    """Moving all scores far up or down does not change the weights."""
    before = softmax(scores)
    moved = softmax(scores + offset)
    assert_agrees(moved, before, what=f"softmax(scores + {offset})", beside="softmax(scores)")


@check(
    "softmax",
    points=0.75,
    needs="weights_follow_the_scores",
    inputs="very large or very low scores",
    hint="What is the largest number you give to exp?",
)
@given(scores=GENTLE_SCORES, words=st.tuples(WORD, WORD), top=st.sampled_from([2000.0, 19_997.0]))
@example(scores=np.zeros(2), words=(1, 1), top=20_000.0)
@example(scores=np.zeros(8), words=(7, 7), top=2000.0)
@example(scores=np.zeros(8), words=(0, 0), top=2000.0)
@example(scores=np.array([-3000.0, -3000.0, -3000.0]), words=(2, 2), top=-1000.0)
@example(scores=np.full(40, -20_000.0), words=(38, 39), top=20_000.0)
@example(scores=np.zeros(3), words=(0, 1), top=2000.0)
def a_huge_lead_takes_it_all(softmax, scores, words, top):
    """A word whose score is thousands above the others gets all the weight; two such words get half each."""
    led, expected = scores.copy(), np.zeros(len(scores))
    led[list(words)] = top
    expected[list(words)] = 1 / len(set(words))
    found = softmax(led)
    asked = "" if not np.isfinite(found).all() else FAR_BELOW
    assert_close(found, expected, what=f"softmax(np.array({led.tolist()}))", question=asked)


@check(
    "softmax",
    points=0.25,
    needs="weights_follow_the_scores",
    inputs="a single word",
    hint="With one word only, who gets the attention?",
)
@given(scores=vectors(st.just(1), numbers(8)))
@example(scores=np.array([0.0]))
@example(scores=np.array([3.0]))
def one_word_gets_all_the_weight(softmax, scores):
    """A single score gets the weight 1."""
    assert_close(softmax(scores), np.array([1.0]), what="softmax(scores)")


@check(
    "softmax",
    points=0.5,
    needs="weights_share_out_one",
    inputs="whole numbers",
    hint="What kind of number can your result hold?",
)
@given(scores=WHOLE_SCORES)
@example(scores=np.array([1, 2, 4]))
@example(scores=np.array([0, 200, 199]))  # further apart than the smallest whole numbers can count
def softmax_takes_whole_numbers(softmax, scores):
    """Whole-number scores give the same weights as the same scores written as floats."""
    weights, of_floats = softmax(scores), softmax(scores.astype(float))
    assert_agrees(weights, of_floats, what="softmax(scores)", beside="softmax(scores.astype(float))")


@check(
    "softmax",
    points=0.5,
    hint="Which line changes an array that you were given? A row of it, or a new name for it, is no copy.",
)
@given(scores=SCORES)
@example(scores=np.array([1.0, 2.0, 4.0]))
@example(scores=np.array([1000.0, 1002.0]))
@example(scores=np.array([-1000.0, -1002.0]))
def softmax_leaves_its_input_alone(softmax, scores):
    """The scores are the same after the call as before."""
    (scores_after,) = softmax.arguments_after(scores)
    assert_same(scores_after, scores, what="scores after the call")


@check(
    "softmax",
    points=0.5,
    needs="weights_share_out_one",
    merge=False,
    hint="What does your function keep from one call to the next, or leave to chance?",
)
@given(scores=FRESH_SCORES)
def softmax_repeats_itself(softmax, scores):
    """Equal scores give equal weights each time, and the next call leaves the earlier weights alone."""
    first, second = softmax(scores), softmax(scores)
    assert_repeats(second, first, what="softmax(scores)")
    kept = softmax.kept((scores,), (scores[::-1],))
    assert_lasts(kept, first, what="the weights that the first call gave")


# --- 3. context_vector ---


@check("context_vector", points=0.25, hint="The decoder takes in one state. How many numbers is that?")
@given(weights=WEIGHTS, encoder_states=ENCODER_STATES)
@explicit_examples(*BLENDS)
def the_context_has_the_size_of_one_state(context_vector, weights, encoder_states):
    """The context has shape (d,), however many words there are."""
    _, features = encoder_states.shape
    assert_shape(
        context_vector(weights, encoder_states), (features,), what="context_vector(weights, encoder_states)"
    )


@check(
    "context_vector",
    points=0.5,
    hint="Give the weight of one word to another. What should happen to the context?",
)
@given(weights=POSITIVE_WEIGHTS, encoder_states=DIFFERENT_WORDS)
@explicit_examples(*BLENDS)
def the_context_follows_the_weights(context_vector, weights, encoder_states):
    """Moving weight from one word to another moves the context."""
    giver = 0
    taker = np.abs(encoder_states - encoder_states[giver]).max(axis=1).argmax()
    moved = weights.copy()
    moved[giver], moved[taker] = 0, weights[giver] + weights[taker]
    after, before = context_vector(moved, encoder_states), context_vector(weights, encoder_states)
    what = f"the context when encoder_states[{giver}] gives its weight to encoder_states[{taker}]"
    assert_changes(after, before, what=what)


@check("context_vector", points=1, hint="All the weight lies on one word. What should the context be?")
@given(encoder_states=ENCODER_STATES, word=WORD)
@example(encoder_states=np.array([[4.0, 0, 8], [0, 4, 8]]), word=0)
@example(encoder_states=np.array([[4.0, 0], [0, 4], [-1, -2]]), word=2)
def all_the_weight_picks_one_state(context_vector, encoder_states, word):
    """When one word has the weight 1 and the others 0, the context is that word's state."""
    weights = np.zeros(len(encoder_states))
    weights[word] = 1
    what = f"the context with all the weight on encoder_states[{word}]"
    assert_close(context_vector(weights, encoder_states), encoder_states[word], what=what)


@check(
    "context_vector",
    points=0.5,
    needs="the_context_follows_the_weights",
    inputs="a single word",
    hint="What is there to blend?",
)
@given(encoder_states=matrices(st.just(1), FEATURES, numbers(2)))
@example(encoder_states=np.array([[4.0, 0, 8]]))
def one_word_is_its_own_context(context_vector, encoder_states):
    """The context of a single word is its state."""
    context = context_vector(np.array([1.0]), encoder_states)
    assert_close(context, encoder_states[0], what="context_vector(np.array([1.0]), encoder_states)")


@check(
    "context_vector",
    points=0.5,
    needs="the_context_follows_the_weights",
    inputs="states of a single feature",
    hint="States of one feature make an array of shape (T, 1). What is the shape of weights times that?",
)
@given(weights=WEIGHTS, encoder_states=matrices(WORDS, st.just(1), numbers(2)))
@example(**BLEND_ONE_FEATURE)
def one_feature_is_blended_too(context_vector, weights, encoder_states):
    """One feature is blended alone as beside others, into a context of shape (1,)."""
    context = context_vector(weights, encoder_states)
    beside = context_vector(weights, np.repeat(encoder_states, 8, axis=1))
    assert_shape(context, (1,), what="context_vector(weights, encoder_states)")
    what = "context_vector(weights, encoder_states)[0]"
    told = "context_vector(weights, np.repeat(encoder_states, 8, axis=1))[0]"
    asked = "Which line of your code works otherwise when there is a single column?"
    assert_agrees(context[0], beside[0], what=what, beside=told, question=asked)


@check(
    "context_vector",
    points=0.25,
    examples=SQUARES,
    needs="the_context_follows_the_weights",
    inputs=SQUARE,
    hint="Both sides of this table are equally long. Which of them are the weights for?",
)
@given(weights=vectors(SIDE, st.integers(0, 9)).map(shared_out), encoder_states=SQUARE_STATES)
@example(**BLEND_AS_MANY)
def as_many_words_as_features_are_blended(context_vector, weights, encoder_states):
    """With as many words as features, the context is what it is beside one feature more, 0 everywhere."""
    context = context_vector(weights, encoder_states)
    wider = context_vector(weights, np.pad(encoder_states, ((0, 0), (0, 1))))
    what = "context_vector(weights, encoder_states)"
    beside = "the start of that with one more feature, 0 everywhere"
    assert_agrees(context, wider[..., : len(weights)], what=what, beside=beside, scale=2)


@check(
    "context_vector",
    points=0.5,
    needs="all_the_weight_picks_one_state",
    inputs="whole numbers",
    hint="What kind of number can your context hold? Print its `dtype`.",
)
@given(weights=WEIGHTS, encoder_states=WHOLE_STATES)
@example(weights=np.array([0.25, 0.75]), encoder_states=np.array([[1, 0, 2], [0, 1, 2]]))
@example(weights=np.array([0, 1]), encoder_states=np.array([[1.0, 0.0, 2.0], [0.5, 0.25, 0.0]]))
def context_vector_takes_whole_numbers(context_vector, weights, encoder_states):
    """States or weights that are whole numbers give the same context as the same numbers as floats."""
    context = context_vector(weights, encoder_states)
    of_floats = context_vector(weights.astype(float), encoder_states.astype(float))
    beside = "context_vector(weights.astype(float), encoder_states.astype(float))"
    assert_agrees(context, of_floats, what="context_vector(weights, encoder_states)", beside=beside, scale=3)


@check(
    "context_vector",
    points=0.5,
    needs="the_context_follows_the_weights",
    hint="Which line changes an array that you were given? A row of it, or a new name for it, is no copy.",
)
@given(weights=WEIGHTS, encoder_states=ENCODER_STATES)
@example(**BLEND)
def context_vector_leaves_its_inputs_alone(context_vector, weights, encoder_states):
    """The weights and the encoder states are the same after the call as before."""
    weights_after, states_after = context_vector.arguments_after(weights, encoder_states)
    assert_same(weights_after, weights, what="weights after the call")
    assert_same(states_after, encoder_states, what="encoder_states after the call")


@check(
    "context_vector",
    points=0.5,
    needs="the_context_follows_the_weights",
    merge=False,
    hint="What does your function keep from one call to the next, or draw anew?",
)
@given(weights=FRESH_WEIGHTS, encoder_states=COUNTED_STATES)
def context_vector_repeats_itself(context_vector, weights, encoder_states):
    """Equal inputs give equal contexts each time, and the next call leaves the earlier context alone."""
    first, second = context_vector(weights, encoder_states), context_vector(weights, encoder_states)
    what = "context_vector(weights, encoder_states)"
    assert_repeats(second, first, what=what, scale=2)
    kept = context_vector.kept((weights, encoder_states), (weights, encoder_states + 1))
    assert_lasts(kept, first, what="the context that the first call gave", scale=2)


# --- 4. attend ---
# Attend is judged by the student's own parts, right or wrong. Where one of these does not work at all,
# stand-ins for the three of them show whether attend puts parts together.


def parts_work(score, softmax, context_vector, decoder_state, encoder_states):
    """Whether the student's own parts answer one another in the right shapes."""
    words, features = encoder_states.shape
    scores = score(decoder_state, encoder_states)
    weights = softmax(scores)
    shapes = [scores.shape, weights.shape, context_vector(weights, encoder_states).shape]
    return shapes == [(words,), (words,), (features,)]


even_without_parts = stand_ins(
    parts_work,
    score=StandIn(("decoder_state", "encoder_states"), "d,td->t"),
    softmax=StandIn(("scores",), "t->t"),
    context_vector=StandIn(("weights", "encoder_states"), "t,td->d"),
)


def by_parts(score, softmax, context_vector, decoder_state, encoder_states):
    """(context, weights) as the student's own three functions give them, one after the other."""
    weights = softmax(score(decoder_state, encoder_states))
    _, states_left = score.arguments_after(decoder_state, encoder_states)  # a slip there is paid for there
    return context_vector(weights, states_left), weights


def which_is_wrong(found, due, *, of_parts):
    """What to ask where one of context and weights is that of `due`, and the other is not; "" otherwise.

    of_parts: `due` is what the student's own functions give, which need not be right. If it is not, a wrong
    shape may be theirs.
    """
    fits = is_close(found[0], due[0], scale=3), is_close(found[1], due[1])
    right, wrong = ("context", "weights") if fits[0] else ("weights", "context")
    if not of_parts and fits[0] != fits[1] and found[fits[0]].shape != due[fits[0]].shape:
        maker = "softmax" if fits[0] else "context_vector"
        return f"Print the shape of what {maker} alone gives here. Is it that of the {wrong} you return?"
    so = "what your own functions give" if of_parts else "right"
    asked = (
        f"What comes back for the {right} is {so}. Which line makes the {wrong} you return, and from what?"
    )
    return asked * (fits[0] != fits[1])


def assert_attends(found, due, *, beside="", sure=False, question=""):
    """`found` is the pair (context, weights) that `due` is. beside: what gave `due`; sure: it is right."""
    question = question or which_is_wrong(found, due, of_parts=bool(beside))
    for index, name, scale in ((1, "weights", 1), (0, "context", 3)):
        what = f"the {name} of attend(decoder_state, encoder_states)"
        if beside:
            close = {"beside": beside, "scale": scale, "sure": sure, "question": question}
            assert_agrees(found[index], due[index], what=what, **close)
        else:
            assert_close(found[index], due[index], what=what, scale=scale, question=question)


def assert_as_parts_give(found, due, decoder_state, encoder_states, *, sure=False, question=""):
    """`found` is the pair that the student's own three functions give. sure: which is right."""
    beside = "what your score, softmax and context_vector give one after the other"
    sure = sure or is_attention(*due, decoder_state, encoder_states)
    assert_attends(found, due, beside=beside, sure=sure, question=question)


def attends(context, weights, expected_context, expected_weights):
    """Whether the pair found is the pair expected."""
    return is_close(weights, expected_weights) and is_close(context, expected_context, scale=3)


def is_attention(context, weights, decoder_state, encoder_states):
    """Whether the pair is right, told by what it does: how much heavier one word is than another says by how
    much it fits better, and the context is the words' average."""
    if weights.shape != encoder_states.shape[:1] or context.shape != decoder_state.shape:
        return False
    fits_better = (encoder_states - encoder_states[0]) @ decoder_state
    return bool(
        np.abs(weights.sum() - 1) < 1e-5
        and (np.abs(np.log(weights / weights[0]) - fits_better) < 1e-3).all()
        and np.allclose(context, np.average(encoder_states, axis=0, weights=weights), atol=1e-4)
    )


@check("attend", points=0.25, hint="Which of the two does the decoder need, and which do we only look at?")
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(*SENTENCES, ONE_FEATURE)
@even_without_parts
def attend_returns_context_and_weights(attend, decoder_state, encoder_states):
    """Two arrays come back, in this order: the context of shape (d,), the weights of shape (T,)."""
    words, features = encoder_states.shape
    context, weights = attend(decoder_state, encoder_states)
    exchanged = words != features and context.shape == (words,) and weights.shape == (features,)
    assert_that(
        not exchanged,
        what="the order of what attend returns",
        got="(weights, context)",
        expected="(context, weights)",
    )
    assert_that(
        context.ndim or weights.ndim,
        what="what attend returns",
        got="two numbers, or one array of two",
        expected="two arrays: the context and the weights",
        question="What stands after return? How many things does the task want back?",
    )
    sizes = "The context is like a state, and each word has a weight. How many numbers is that in each?"
    assert_shape(context, (features,), what="the context", question=sizes)
    assert_shape(weights, (words,), what="the weights", question=sizes)


@check(
    "attend", points=0.5, hint="The next output word asks with a new decoder state. Should the weights stay?"
)
@given(decoder_state=FULL_STATE, encoder_states=FULL_WORDS)
@explicit_examples(*SENTENCES)
@even_without_parts
def attention_follows_the_decoder_state(
    attend, score, softmax, context_vector, decoder_state, encoder_states
):
    """Another decoder state gives other weights."""
    feature = np.ptp(encoder_states, axis=0).argmax()
    other_state = decoder_state.copy()
    other_state[feature] += 1
    _, before = attend(decoder_state, encoder_states)
    _, after = attend(other_state, encoder_states)
    one_each = "Each word has a weight of its own, equal words, too. How many weights is that?"
    assert_shape(after, (len(encoder_states),), what="the weights", question=one_each)
    change = np.abs(after - before).max()
    if change > 1e-6:
        return
    if (after == before).all():  # by chance, perhaps: then every number is changed, each by another amount
        steps = 0.375 + 0.25 * np.arange(len(decoder_state))
        _, moved = attend(decoder_state + steps, encoder_states)
        if moved.shape == before.shape and np.abs(moved - before).max() > 1e-6:
            return
    _, own_before = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    _, own_after = by_parts(score, softmax, context_vector, other_state, encoder_states)
    if np.abs(own_after - own_before).max() > 1e-6:  # nan is no change either
        assert_changes(after, before, what=f"the weights when decoder_state[{feature}] grows by 1")


@check("attend", points=1, hint="Which of your functions makes the scores, the weights, the context?")
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(*SENTENCES)
@even_without_parts
def attend_puts_your_parts_together(attend, score, softmax, context_vector, decoder_state, encoder_states):
    """Attend gives what your three functions give, put together: score, then softmax, then context_vector."""
    context, weights = attend(decoder_state, encoder_states)
    if is_attention(context, weights, decoder_state, encoder_states):
        return
    due = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    assert_as_parts_give((context, weights), due, decoder_state, encoder_states)


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    inputs="a single word",
    hint="What is there to choose from?",
)
@given(decoder_state=DECODER_STATES, encoder_states=matrices(st.just(1), FEATURES, numbers(2)))
@example(**ONE_WORD)
@even_without_parts
def one_word_gets_all_the_attention(attend, score, softmax, context_vector, decoder_state, encoder_states):
    """A single word gets the weight 1, and its state is the context."""
    context, weights = attend(decoder_state, encoder_states)
    if attends(context, weights, encoder_states[0], np.ones(1)):
        return
    due = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    assert_as_parts_give((context, weights), due, decoder_state, encoder_states)


@check(
    "attend",
    points=0.25,
    examples=SQUARES,
    needs="attention_follows_the_decoder_state",
    inputs=SQUARE,
    hint="Both sides of this table are equally long. What in your code depends on which is longer?",
)
@given(decoder_state=SQUARE_STATE, encoder_states=SQUARE_STATES)
@example(**AS_MANY)
@even_without_parts
def as_many_words_as_features_are_attended_to(
    attend, score, softmax, context_vector, decoder_state, encoder_states
):
    """With as many words as features, too, attend gives what the task says, or what your own parts give."""
    context, weights = attend(decoder_state, encoder_states)
    if is_attention(context, weights, decoder_state, encoder_states):
        return
    due = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    assert_as_parts_give((context, weights), due, decoder_state, encoder_states)


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    inputs="whole numbers",
    hint="Where could a fraction get lost?",
)
@given(decoder_state=DECODER_STATES, encoder_states=WHOLE_STATES)
@example(decoder_state=np.array([0.5, 0.25]), encoder_states=np.array([[1, 0], [1, 1], [3, 2]]))
@example(decoder_state=np.array([1, 2]), encoder_states=np.array([[0.5, 0.0], [0.5, 0.25], [1.0, 0.5]]))
@even_without_parts
def attend_takes_whole_numbers(attend, score, softmax, context_vector, decoder_state, encoder_states):
    """States of whole numbers give the same weights and context as the same numbers as floats."""
    context, weights = attend(decoder_state, encoder_states)
    if attends(context, weights, *attend(decoder_state.astype(float), encoder_states.astype(float))):
        return
    due = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    assert_as_parts_give((context, weights), due, decoder_state, encoder_states)


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    hint="Which line changes an array that you were given? A row of it, or a new name for it, is no copy.",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(MORE_WORDS, LARGE)
@even_without_parts
def attend_leaves_its_inputs_alone(attend, decoder_state, encoder_states):
    """The decoder state and the encoder states are the same after the call as before."""
    state_after, states_after = attend.arguments_after(decoder_state, encoder_states)
    assert_same(state_after, decoder_state, what="decoder_state after the call")
    assert_same(states_after, encoder_states, what="encoder_states after the call")


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    merge=False,
    hint="What does attend remember from its last call, or leave to chance?",
)
@given(decoder_state=FRESH_STATES, encoder_states=ENCODER_STATES)
@even_without_parts
def attend_repeats_itself(attend, decoder_state, encoder_states):
    """Equal inputs give equal answers each time, and the next call leaves the earlier answer alone."""
    first_context, first_weights = attend(decoder_state, encoder_states)
    context, weights = attend(decoder_state, encoder_states)
    call = "attend(decoder_state, encoder_states)"
    assert_repeats(context, first_context, what=f"the context of {call}", scale=3)
    assert_repeats(weights, first_weights, what=f"the weights of {call}")
    context, weights = attend.kept((decoder_state, encoder_states), (decoder_state + 1, encoder_states))
    assert_lasts(context, first_context, what="the context that the first call gave", scale=3)
    assert_lasts(weights, first_weights, what="the weights that the first call gave")


# --- 5. decode ---
# Decode is judged by the student's own attend, or where that does not work, with a stand-in for it.


def attend_works(attend, first_state, encoder_states):
    """Whether the student's own attend answers in the right shapes."""
    words, features = encoder_states.shape
    context, weights = attend(first_state, encoder_states)
    return [context.shape, weights.shape] == [(features,), (words,)]


even_without_attend = stand_ins(
    attend_works, attend=StandIn(("decoder_state", "encoder_states"), "d,td->d,t")
)

# A step is a weighted sum, so that what it was given can be told from what it makes of it.

OUTPUT_ROWS = st.sampled_from([(1, -1), (1, 1), (2, 1), (0, 1), (1, 0), (-1, 2)])
STATE_ROWS = st.sampled_from([(0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (1, 0), (0.25, 0.75)])
STEPS = st.tuples(OUTPUT_ROWS, STATE_ROWS).map(lambda rows: LinearFunction(("context", "state"), rows))
OUTPUT_WORDS = st.integers(1, 4)
DECODES = 25  # examples for each check; every one takes many looks back

HALF_EACH = LinearFunction(("context", "state"), ((1, -1), (0.5, 0.5)))
NO_MEMORY = LinearFunction(("context", "state"), ((1, 0), (1, 0)))
FEWER_OUTPUTS = {
    "first_state": np.array([1.0, 2.0]),
    "encoder_states": np.array([[3.0, 0], [0, 1], [-1, -1]]),
    "step": HALF_EACH,
    "n": 2,
}
MORE_OUTPUTS = {
    "first_state": np.array([1.0, 0.5, -1.0]),
    "encoder_states": np.array([[1.0, 2, 0], [0, 1, 2]]),
    "step": HALF_EACH,
    "n": 4,
}
AS_MANY_OUTPUTS = {
    "first_state": np.array([1.0, -1.0]),
    "encoder_states": np.array([[1.0, 0], [-1, 2]]),
    "step": NO_MEMORY,
    "n": 2,
}
WIDE_OUTPUTS = {
    "first_state": WIDE["decoder_state"],
    "encoder_states": WIDE["encoder_states"],
    "step": HALF_EACH,
    "n": 2,
}
LONG_OUTPUTS = {
    "first_state": LONG["decoder_state"],
    "encoder_states": LONG["encoder_states"],
    "step": HALF_EACH,
    "n": 2,
}
DECODINGS = (FEWER_OUTPUTS, MORE_OUTPUTS, AS_MANY_OUTPUTS)
MANY_OUTPUTS = {**FEWER_OUTPUTS, "n": 12}
SAME_OUTPUTS = {**FEWER_OUTPUTS, "step": LinearFunction(("context", "state"), ((0, 0), (0.5, 0.5))), "n": 3}
ONE_WORD_READ = {**FEWER_OUTPUTS, "encoder_states": np.array([[3.0, 1.0]]), "n": 3}
A_NUMBER = "0 if sum(state) == 3 else (sum(state) - 3) * (1 + sum(context))"  # the first is whole, and 0
ONE_NUMBER = Formula("context state", (A_NUMBER, "0.5 * context + 0.5 * state"))
NUMBERS_FOR_OUTPUTS = {**FEWER_OUTPUTS, "step": ONE_NUMBER, "n": 3}
A_WORD = "'La' if sum(state) > 2 else '</s>' if sum(state) > 1 else 'anticonstitutionnel'"
# What a room of n rows of d numbers spreads, or has no place for.
ONE_IN_AN_ARRAY = Formula("context state", ("ravel(sum(context))", "0.5 * context + 0.5 * state"))
ONE_MORE_THAN_STATES = Formula("context state", ("append(context, 1)", "0.5 * context + 0.5 * state"))
ONE_OF_THREE_WORDS = Formula("context state", (A_WORD, "state - 0.5"))
WORDS_FOR_OUTPUTS = {**FEWER_OUTPUTS, "step": ONE_OF_THREE_WORDS, "n": 4}  # La </s>, then twice the same


def saying(outputs):
    """A step that gives these outputs, one after the other, where it starts at a state of two, 3 together."""
    *first, text = map(repr, outputs)
    for number, output in reversed(list(enumerate(first))):
        text = f"{output} if sum(state) > {2.5 - number} else {text}"
    return Formula("context state", (text, "state - 0.5"))


def six(outputs):
    return st.lists(outputs, min_size=6, max_size=6)


# Texts of all scripts, the same word with blanks around it, twice or in capitals, and what may be taken for
# something else: numbers, marks, nothing at all.
STRANGE_WORDS = [
    "",
    " ",
    "0",
    "1",
    "7",
    "-1",
    "1e3",
    "nan",
    "inf",
    "None",
    "True",
    "</s>",
    "<pad>",
    "a b",
    "a.",
]
ANY_WORD = st.text(st.characters(exclude_categories=["C"]), max_size=6)
A_WORD_AGAIN = st.shared(ANY_WORD, key="a word")
CHANGED = st.builds(str.format, st.sampled_from(["{}", " {}", "{} ", "  {}\t", "{0}{0}"]), A_WORD_AGAIN)
ANY_WORDS = six(st.sampled_from(STRANGE_WORDS) | CHANGED | A_WORD_AGAIN.map(str.upper) | ANY_WORD)
STRANGE_OUTPUTS = {**FEWER_OUTPUTS, "step": saying([" La", "La ", "7", "nan", "", "la"]), "n": 6}
WORDS_LIKE_NUMBERS = {**FEWER_OUTPUTS, "step": saying(["7", "1e3", "nan"]), "n": 3}  # and no other
ANY_NUMBERS = six(st.sampled_from([*range(-3, 4), *whole(3), 0.5, -0.25, 10, 1000]))
SMALL_NUMBERS = {**FEWER_OUTPUTS, "step": saying([2, 0, 1, -1, 1.0, 3]), "n": 6}
STATES_FOR_OUTPUTS = Formula("context state", ("state", "state - 0.5"))
SETTLED = {**FEWER_OUTPUTS, "step": LinearFunction(("context", "state"), ((1, -1), (0, 1))), "n": 3}
WHOLE_SENTENCE = {**FEWER_OUTPUTS, "encoder_states": np.array([[3, 0], [0, 1], [-1, -1]])}
WHOLE_FIRST_STATE = {**FEWER_OUTPUTS, "first_state": np.array([1, 2]), "n": 3}
ONE_OUTPUT = {**FEWER_OUTPUTS, "n": 1}
# States that grow beyond those that one is given, as the step in the docstring makes them grow.
GROWING = {
    **FEWER_OUTPUTS,
    "first_state": np.array([1.0, 150.0]),
    "encoder_states": np.array([[0.25, 0.0], [0.0, 1 / 128], [-0.25, -1 / 128]]),
    "step": LinearFunction(("context", "state"), ((1, -1), (1, 2))),
    "n": 3,
}


NTH = ("first", "second", "third", "fourth", "fifth", "sixth")  # and no check asks for more


def assert_follows(got, due, *, what, beside, scale, sure=False, question=""):
    """`got` is what the student's own parts give, or step. beside: what gives it; sure: that is right."""
    sizes = np.maximum(scale, np.where(np.isfinite(due), np.abs(due), scale))
    assert_agrees(got, due, what=what, beside=beside, scale=sizes, sure=sure, question=question)


CHANGED_LATER = (
    "The output was right when step gave it, and another at the end. Which line changes it in between: what "
    "does it write into, instead of making it anew?"
)


def giving_its_own(step):
    """The same step, but that it gives a new array where it gave one that it was given.

    Where outputs are right with this one alone, they are changed after step gave them.
    """
    return Formula(step.of, tuple(" + ".join(map("{} * {}".format, row, step.of)) for row in step.weights))


def assert_called(calls, n):
    """step was called often enough for n outputs."""
    asked = "Count the calls of step. How many words does each of them write?"
    assert_that(
        len(calls) >= n, what="the number of calls of step", got=len(calls), expected=n, question=asked
    )


def assert_kept(outputs, calls, step, n, *, question=""):
    """Output i is what call i of step gave first."""
    for number in range(n):
        due, _ = step(*calls[number])
        what, beside = f"outputs[{number}]", f"what the {NTH[number]} call of step gave"
        assert_follows(outputs[number], due, what=what, beside=beside, scale=1, sure=True, question=question)


def looks(attend, states, encoder_states):
    """(context, weights) of the student's own attend for one decoder state after another."""
    for state in states:
        yield attend(state, encoder_states)
        _, encoder_states = attend.arguments_after(state, encoder_states)  # a slip there is paid for there


def given_states(first_state, step, calls):
    """The state that each of these calls should have been made with."""
    return [first_state, *(step(context, state)[1] for context, state in calls)][: len(calls)]


@check(
    "decode",
    points=0.25,
    examples=DECODES,
    hint="How many words are asked for, and how many are there in the sentence?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS)
@even_without_attend
def one_row_per_output_word(decode, first_state, encoder_states, step, n):
    """There are n outputs, and the alignment has a row for each and a column for every input word."""
    words, features = encoder_states.shape
    outputs, alignment = decode(first_state, encoder_states, step, n)
    enough, rows = len(outputs) == n, len(np.atleast_1d(alignment)) == n
    kept = "What step gives first is the output. How many numbers is that, and how many do you keep?" * enough
    assert_shape(outputs, (n, features), what="an array of the outputs", question=kept)
    row = "Each row holds a weight for each word that was read. How many does yours hold?" * rows
    assert_shape(alignment, (n, words), what="the alignment", question=row)


@check(
    "decode",
    points=0.25,
    examples=DECODES,
    hint="Count the calls of step. How many words does each of them write?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS, SETTLED)
@even_without_attend
def one_step_per_output_word(decode, first_state, encoder_states, step, n):
    """For n output words, step is called n times."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    assert_that(len(calls) == n, what="the number of calls of step", got=len(calls), expected=n)


@check(
    "decode",
    points=1,
    examples=DECODES,
    needs="one_step_per_output_word",
    hint="step gives back two things. What becomes of the second?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS, GROWING)
@even_without_attend
def each_step_starts_where_the_last_one_ended(decode, first_state, encoder_states, step, n):
    """The first call of step is given first_state, every later one the state that the call before gave."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    for number, due in enumerate(given_states(first_state, step, calls)):
        what, beside = (
            f"the state in the {NTH[number]} call of step",
            f"the next state that the {NTH[number - 1]} gave",
        )
        if number == 0:
            asked = "Which state is there before the first word, and from where does yours come?"
            assert_close(calls[0][1], first_state, what=what, question=asked)
        assert_follows(calls[number][1], due, what=what, beside=beside, scale=3, sure=True)


@check(
    "decode",
    points=1,
    examples=DECODES,
    needs="one_step_per_output_word",
    hint="When does the decoder look, and with which state does it ask?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS, GROWING)
@even_without_attend
def each_step_is_given_a_new_context(decode, attend, first_state, encoder_states, step, n):
    """Each call of step is given the context that your attend finds for the decoder state of that moment."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    _, alignment = decode(first_state, encoder_states, step, n)
    states = given_states(first_state, step, calls)
    if finds(calls, alignment, states, encoder_states):
        return
    for number, (due, weights) in enumerate(looks(attend, states, encoder_states)):
        context, _ = calls[number]
        state = f"the state that the {NTH[number - 1]} gave" if number else "first_state"
        what, beside = f"the context in the {NTH[number]} call of step", f"what your attend finds for {state}"
        sure = is_attention(due, weights, states[number], encoder_states)
        again = next((at for at in range(number) if is_close(context, calls[at][0], scale=3)), None)
        asked = (
            "" if again is None else f"Step was given that context in its {NTH[again]} call, too. Where does "
        )
        asked += "it come from this time: is attend asked once more?" * bool(asked)
        assert_follows(context, due, what=what, beside=beside, scale=3, sure=sure, question=asked)


def finds(calls, alignment, states, encoder_states):
    """Whether contexts and weights are right for these states, whatever the student's attend says."""
    pairs = zip(calls, alignment, states, strict=False)
    return len(alignment) == len(calls) and all(
        is_attention(context, weights, state, encoder_states) for (context, _), weights, state in pairs
    )


@check(
    "decode",
    points=1,
    examples=DECODES,
    needs="one_row_per_output_word",
    hint="Row by row: which look does this row of the alignment show?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS, WHOLE_SENTENCE)
@even_without_attend
def each_row_keeps_the_weights_of_its_step(decode, attend, first_state, encoder_states, step, n):
    """alignment[i] holds the weights that your attend finds before output i."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    _, alignment = decode(first_state, encoder_states, step, n)
    assert_called(calls, n)
    states = given_states(first_state, step, calls)
    if finds(calls, alignment, states, encoder_states):
        return
    for number, (context, due) in enumerate(looks(attend, states[:n], encoder_states)):
        state = f"the state from the {NTH[number - 1]} call of step" if number else "first_state"
        what, beside = f"alignment[{number}]", f"what your attend finds for {state}"
        sure = is_attention(context, due, states[number], encoder_states)
        assert_follows(alignment[number], due, what=what, beside=beside, scale=1, sure=sure)


@check(
    "decode",
    points=0.5,
    examples=DECODES,
    needs="one_row_per_output_word",
    hint="step gives back two things. Which of them is the word?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS)
@even_without_attend
def the_outputs_are_what_step_gave(decode, first_state, encoder_states, step, n):
    """Output i is the first of the two things that call i of step gave back."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    outputs, _ = decode(first_state, encoder_states, step, n)
    assert_called(calls, n)
    asked = not first_state.any() or any(np.any(given) for call in calls for given in call)
    assert_that(
        asked,
        what="what step is given",
        got="zeros alone",
        expected="a context and a state",
        question="Which two arrays do you hand to step, and where do their numbers come from?",
    )
    if not holds(lambda: assert_kept(outputs, calls, step, n)):
        call = first_state, encoder_states, giving_its_own(step), n
        later = holds(lambda: assert_kept(decode(*call)[0], decode.calls_made(*call), step, n))
        assert_kept(outputs, calls, step, n, question=CHANGED_LATER * later)


@check(
    "decode",
    points=0.25,
    examples=1,
    needs="one_row_per_output_word",
    inputs="many words",
    hint="Which line decides how many words you write? Is it n that it looks at?",
)
@given(**always(MANY_OUTPUTS))
@even_without_attend
def a_dozen_words_begin_as_two_do(decode, first_state, encoder_states, step, n):
    """The first two words of a dozen, and where they looked, are the two that are written when n is 2."""
    words, features = encoder_states.shape
    outputs, alignment = decode(first_state, encoder_states, step, n)
    assert_shape(outputs, (n, features), what=f"an array of the outputs for n = {n}")
    assert_shape(alignment, (n, words), what=f"the alignment for n = {n}")
    two, looked = decode(first_state, encoder_states, step, 2)
    beside = "those for n = 2"
    assert_agrees(outputs[:2], two, what=f"the first two outputs for n = {n}", beside=beside, scale=6)
    assert_agrees(alignment[:2], looked, what=f"the first two rows for n = {n}", beside=beside)


@check(
    "decode",
    points=0.25,
    examples=1,
    needs="one_row_per_output_word",
    inputs="a sentence of one word",
    hint="Where can the decoder look if there is only one word?",
)
@given(**always(ONE_WORD_READ))
@even_without_attend
def one_word_is_looked_at_each_time(decode, attend, first_state, encoder_states, step, n):
    """A single word has all the weight, and its state is the context, at every step."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    _, alignment = decode(first_state, encoder_states, step, n)
    found = looks(attend, given_states(first_state, step, calls), encoder_states)
    if all(attends(*look, encoder_states[0], np.ones(1)) for look in found):
        assert_close(alignment, np.ones((n, 1)), what="the alignment")
        contexts = np.array([context for context, _ in calls])
        assert_close(
            contexts, np.tile(encoder_states, (n, 1)), what="the contexts that step was given", scale=3
        )


@check(
    "decode",
    points=0.25,
    examples=4,
    inputs="outputs that are not as long as the states",
    hint="What do you do with an output besides keeping it? Must it have a certain length for that?",
)
@given(**{**always(SMALL_NUMBERS), "step": ANY_NUMBERS.map(saying)})
@explicit_examples(NUMBERS_FOR_OUTPUTS, SMALL_NUMBERS)
@example(**{**NUMBERS_FOR_OUTPUTS, "step": ONE_IN_AN_ARRAY})
@example(**{**NUMBERS_FOR_OUTPUTS, "step": ONE_MORE_THAN_STATES})
@even_without_attend
def an_output_may_have_any_length(decode, first_state, encoder_states, step, n):
    """Where step writes any numbers, or vectors not as long as the states, the outputs are n of these."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    outputs, _ = decode(first_state, encoder_states, step, n)
    assert_that(len(outputs) == n, what="the number of outputs", got=len(outputs), expected=n)
    given = np.array([step(*call)[0] for call in calls])
    assert_shape(outputs, (n, *given.shape[1:]), what="an array of the outputs")
    assert_agrees(outputs, given, what="the outputs", beside="what step gave", scale=9, sure=True)


@check(
    "decode",
    points=0.25,
    examples=8,
    inputs="outputs that are words",
    hint="Which words does step write here, and what does your code do with each of them?",
)
@given(**{**always(STRANGE_OUTPUTS), "step": ANY_WORDS.map(saying)})
@explicit_examples(WORDS_FOR_OUTPUTS, STRANGE_OUTPUTS, WORDS_LIKE_NUMBERS)
@even_without_attend
def an_output_may_be_a_word(decode, first_state, encoder_states, step, n):
    """Where step writes words, any texts, n of them come back as they are, beside the same alignment."""
    outputs, alignment = decode.exact(first_state, encoder_states, step, n)
    calls = decode.calls_made(first_state, encoder_states, step, n)
    assert_that(len(calls) == n, what="the number of calls of step", got=len(calls), expected=n)
    given = [step(*call)[0] for call in calls]
    assert_equal(outputs, given, what="outputs", beside="what step gave", sure=True)
    _, looked = decode(first_state, encoder_states, STATES_FOR_OUTPUTS, n)
    assert_equal(alignment, looked, what="alignment", beside="that for a step which writes vectors")


@check(
    "decode",
    points=0.25,
    examples=1,
    needs="one_row_per_output_word",
    inputs="outputs that come again",
    hint="May a text have the same word twice?",
)
@given(**always(SAME_OUTPUTS))
@even_without_attend
def the_same_output_may_come_again(decode, first_state, encoder_states, step, n):
    """A step that always gives the same output gives it n times."""
    calls = decode.calls_made(first_state, encoder_states, step, n)
    outputs, _ = decode(first_state, encoder_states, step, n)
    assert_shape(outputs, (n, encoder_states.shape[1]), what="an array of the outputs")
    given = np.array([step(*call)[0] for call in calls])
    assert_agrees(outputs, given, what="the outputs", beside="what step gave", scale=6, sure=True)


@check(
    "decode",
    points=0.25,
    examples=DECODES,
    needs="one_row_per_output_word",
    inputs="a first state of whole numbers",
    hint="The second state has fractions. Print the state in each call of step: does it have them, too?",
)
@given(
    first_state=vectors(FEATURES, st.integers(-3, 3), dtype=int), encoder_states=ENCODER_STATES, step=STEPS
)
@example(**{name: value for name, value in WHOLE_FIRST_STATE.items() if name != "n"})
@example(
    first_state=np.array([1, 2]), encoder_states=FEWER_OUTPUTS["encoder_states"], step=STATES_FOR_OUTPUTS
)
@even_without_attend
def decode_takes_whole_numbers(decode, attend, first_state, encoder_states, step):
    """A first state of whole numbers gives the same outputs and rows as the same numbers as floats."""
    looked = attend(first_state, encoder_states)
    if not attends(*looked, *attend(first_state.astype(float), encoder_states)):
        return  # that is paid for there
    outputs, alignment = decode(first_state, encoder_states, step, 3)
    of_floats = decode(first_state.astype(float), encoder_states, step, 3)
    beside = "those for the same numbers as floats"
    assert_agrees(outputs, of_floats[0], what="the outputs for n = 3", beside=beside, scale=6)
    assert_agrees(alignment, of_floats[1], what="the alignment for n = 3", beside=beside)


@check(
    "decode",
    points=0.25,
    examples=DECODES,
    hint="Which line changes an array that you were given? A row of it, or a new name for it, is no copy.",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(FEWER_OUTPUTS, MORE_OUTPUTS)
@even_without_attend
def decode_leaves_its_inputs_alone(decode, attend, first_state, encoder_states, step, n):
    """first_state and encoder_states are the same after the call as before."""
    state_after, states_after, _, _ = decode.arguments_after(first_state, encoder_states, step, n)
    own = attend.arguments_after(first_state, encoder_states)
    if (own[0] != first_state).any() or (own[1] != encoder_states).any():
        return  # that is paid for there
    assert_same(state_after, first_state, what="first_state after the call")
    assert_same(states_after, encoder_states, what="encoder_states after the call")


@check(
    "decode",
    points=0.25,
    examples=DECODES,
    needs="the_outputs_are_what_step_gave",
    merge=False,
    hint="What is still there when decode is called again, or left to chance?",
)
@given(first_state=FRESH_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@even_without_attend
def decode_repeats_itself(decode, first_state, encoder_states, step, n):
    """Equal inputs give equal answers each time, and the next call leaves the earlier answer alone."""
    call = first_state, encoder_states, step, n
    first_outputs, first_rows = decode(*call)
    outputs, rows = decode(*call)
    assert_repeats(outputs, first_outputs, what="the outputs of decode", scale=6)
    assert_repeats(rows, first_rows, what="the alignment of decode")
    outputs, rows = decode.kept(call, (first_state + 1, encoder_states, step, n))
    assert_lasts(outputs, first_outputs, what="the outputs that the first call gave", scale=6)
    assert_lasts(rows, first_rows, what="the alignment that the first call gave")


# --- 6. plot_attention ---
# A picture is judged by what stands where: which number a cell shows, and which words stand at its row and
# column. Drawing takes a thousand times as long as the other calls, so a few pictures have to do.

PICTURES = 2
SOURCE_WORDS = st.shared(st.integers(2, 5), key="source words")
TARGET_WORDS = st.shared(other_than(SOURCE_WORDS, st.integers(2, 5)), key="target words")
COUNTS = matrices(TARGET_WORDS, SOURCE_WORDS, st.integers(1, 9))
ALIGNMENTS = COUNTS.map(lambda counts: counts / counts.sum(axis=1, keepdims=True))
SOURCES = SOURCE_WORDS.flatmap(
    lambda n: st.permutations(["we", "see", "a", "red", "fox"]).map(lambda w: w[:n])
)
TARGETS = TARGET_WORDS.flatmap(
    lambda n: st.permutations(["on", "voit", "un", "rouge", "loup"]).map(lambda w: w[:n])
)

MORE_WRITTEN = {
    "weights": np.array([[0.75, 0.25], [0.5, 0.5], [0.125, 0.875]]),
    "source": ["hello", "you"],
    "target": ["bonjour", "à", "vous"],
}
MORE_READ = {
    "weights": np.array([[0.5, 0.25, 0.25], [0.125, 0.25, 0.625]]),
    "source": ["I", "am", "learning"],
    "target": ["suis", "apprendre"],
}
AS_MANY_WORDS = {
    "weights": np.array([[0.75, 0.25], [0.375, 0.625]]),
    "source": ["red", "wine"],
    "target": ["vin", "rouge"],
}
TRANSLATIONS = (MORE_WRITTEN, MORE_READ)
ALL_ALIKE = {**MORE_WRITTEN, "weights": np.full((3, 2), 0.5)}

# Kinds of input that a picture may be wrong for though it is right for others.
SAID_TWICE = {
    "weights": np.array([[0.5, 0.25, 0.125, 0.125], [0.125, 0.25, 0.125, 0.5], [0.25, 0.125, 0.5, 0.125]]),
    "source": ["the", "fox", "the", "hen"],
    "target": ["le", "le", "loup"],
}
ONE_READ = {"weights": np.array([[1.0], [1.0], [1.0]]), "source": ["sleep"], "target": ["je", "dors", "ici"]}
ONE_WRITTEN = {"weights": np.array([[0.25, 0.125, 0.625]]), "source": ["is", "it", "so"], "target": ["oui"]}
ONE_EACH = {"weights": np.array([[1.0]]), "source": ["yes"], "target": ["oui"]}
LONG_ENGLISH = (
    "Unfortunately the extraordinarily straightforward responsibilities of any good translator are never met"
).split()
LONG_FRENCH = (
    "Malheureusement les responsabilités extrêmement simples du bon traducteur ne sont jamais remplies"
).split()
DOZEN_READ = {
    "weights": np.round(np.eye(11, 12) * 0.25 + np.arange(1, 13) / 200 + 0.03, 3),
    "source": LONG_ENGLISH,
    "target": LONG_FRENCH[:11],
}
DOZEN_WRITTEN = {
    "weights": np.round(np.eye(9)[np.arange(12) % 9] * 0.505 + np.arange(1, 10) / 200 + 0.03, 3),
    "source": LONG_ENGLISH[:9],
    "target": LONG_FRENCH,
}
# Far more words read than written or the other way round; weights all alike, 1 alone, nearly 1. None of a
# dozen words has a weight near zero: that is another kind.
DOZEN_FOR_ONE = {"weights": np.full((1, 12), 1 / 12), "source": LONG_ENGLISH, "target": ["Non"]}
ONE_FOR_DOZEN = {"weights": np.ones((12, 1)), "source": ["No"], "target": LONG_FRENCH}
EIGHT_FOR_THREE = {
    "weights": np.eye(8)[[1, 7, 4]] * 0.76 + 0.03,
    "source": LONG_ENGLISH[:8],
    "target": LONG_FRENCH[:3],
}
THREE_FOR_EIGHT = {
    "weights": np.eye(3)[[0, 1, 2, 2, 1, 0, 0, 2]] * 0.91 + 0.03,
    "source": LONG_ENGLISH[:3],
    "target": LONG_FRENCH[:8],
}
FAINT = {
    "weights": np.array([[0.9996, 0.0004], [0.004, 0.996], [1.0, 0.0]]),
    "source": ["Yes", "</s>"],
    "target": ["Oui", "</s>", "!"],
}


# What axes are called. Any other names will do, too, if they are two.
READ = {"source", "read", "input", "inputs", "encoder", "english", "src"}
WRITTEN = {"target", "written", "output", "outputs", "decoder", "french", "tgt"}


PLACED = "The first two things that you give pcolormesh say where the cells lie. "


def heat_map_of(figure, words=()):
    """(heat map, the axes it is in), the only one that was drawn. words: those along one of its sides."""
    found = [(one, axes) for axes in figure.axes for one in axes.heat_maps]
    if len(found) > 1:
        assert_new(figure, so="whose heat map is still in it: which one counts, nobody can tell")
    kinds = other_kinds(figure)
    if not found and "without width" in kinds:
        again = len(set(words)) < len(words)
        asked = "Where do those of two equal words lie?" if again else "How far does a cell reach that has "
        assert_that(
            False,
            what="what is drawn",
            got="a heat map of which some cell has no width, or no height",
            expected="one whose cells all have a width and a height",
            question=PLACED + asked + "no neighbour?" * (not again),
        )
    assert_that(
        len(found) == 1,
        what="the number of heat maps in the figure",
        got=len(found) or f"0{kinds or ' in which every cell has a width and a height'}",
        expected=1 if found else "1, made by imshow or pcolormesh",
        question="" if kinds else "Which line says where a cell begins and ends?",
    )
    return found[0]


def other_kinds(figure):
    """What is there in place of a heat map, in words."""
    kinds = {"lines": 0, "texts": 0, "pictures of colours, not of numbers": 0}
    for axes in figure.axes:
        counts = len(axes.lines), len(axes.texts), axes.pictures
        for kind, count in zip(kinds, counts, strict=True):
            kinds[kind] += count
    there = [f"{kind}: {count}" for kind, count in kinds.items() if count]
    there += sorted({kind for axes in figure.axes for kind in axes.others})
    return f" ({', '.join(there)})" if there else ""


def words_at(heat_map, drawing):
    """The words at the columns, and those at the rows, as lists; "" for none."""
    along_x, along_y = labels_at(drawing.x_ticks, heat_map.x), labels_at(drawing.y_ticks, heat_map.y)
    return list(along_x), list(along_y)


def ways(labels, words):
    """The steps along `labels`, 1 or -1, that give `words`; both where these are the same backwards."""
    return [step for step in (1, -1) if labels[::step] == list(words)]


def assert_labelled(figure, words, which):
    """These words stand along one side of the heat map, one at every row or column."""
    heat_map, drawing = heat_map_of(figure, words)
    along_x, along_y = words_at(heat_map, drawing)
    sides = (along_x, along_y) if which == "source" else (along_y, along_x)
    whole = is_seen_whole(heat_map, drawing)
    nearest = max(sides, key=lambda labels: sum(word in " ".join(labels) for word in words))
    written = [[label for _, label in ticks] for ticks in (drawing.x_ticks, drawing.y_ticks)]
    fewer = f"How many words are in {which}, and how many labels do you set? Which line makes them fewer?"
    asked = ""
    if any(nearest) and len(nearest) == len(words):
        asked = "Cover the notebook and look at the picture alone. Which words stand there, letter by letter?"
    if any(nearest) and "" in nearest and {*nearest} <= {"", *words}:
        asked = fewer
    if drawing.unseen and not any(nearest):
        asked = NOT_SHOWN
    for labels in written:
        if set(words) <= set(labels):
            asked = "At which number is the middle of each cell, and at which number its word?"
            if sum(map(bool, labels)) < len(words):
                asked = fewer
    if ways([label.casefold() for label in nearest], [word.casefold() for word in words]):
        asked = "Which line of yours makes the labels, and what does it do with a capital letter?"
    if any(label and word != label and word.startswith(label) for label in nearest for word in words):
        asked = "Which line of yours makes the labels, and what does it do with a long word?"
    assert_that(
        bool(ways(along_x, words) or ways(along_y, words)),
        what=f"the tick labels at the middle of the cells, along the side of the {which} words,",
        got=quoted(nearest, words, whole) if any(nearest) else f"none{instead(drawing)}",
        expected=" ".join(words),
        question=asked if whole else OUT_OF_SIGHT,
    )


def quoted(labels, words, whole):
    """The labels; and that there are quotation marks around them, where these alone are too much."""
    bare = [label.strip("'\"") for label in labels]
    why = " (with quotation marks, which are no part of the words)" if ways(bare, words) else ""
    none = "(none)" if whole else "(cut off, with its cell)"
    return " ".join(label or none for label in labels) + why


NOT_SHOWN = "Labels or names are set, and not shown. Which line hides them?"


def instead(drawing):
    """What there is in place of tick labels, in words."""
    if drawing.unseen:
        return " that can be seen"
    return " (words written with text() are no tick labels)" if drawing.texts else ""


def both_ways(heat_map, drawing):
    """(cells, words at the columns, words at the rows), as it was drawn and turned over."""
    along_x, along_y = words_at(heat_map, drawing)
    return (heat_map.values, along_x, along_y), (heat_map.values.T, along_y, along_x)


def as_read(heat_map, drawing, source, target):
    """What the labels say that the cells show, (N, T), as a list: one for each way of reading them.

    None where they are not the words.
    """
    return [
        grid[::down, ::across]
        for grid, columns, rows in both_ways(heat_map, drawing)
        for down in ways(rows, target)
        for across in ways(columns, source)
    ]


def nearly_read(heat_map, drawing, source, target):
    """The same where only some labels are the words: the ways by which most are. None: no label is."""
    found = {}
    for grid, columns, rows in both_ways(heat_map, drawing):
        if (len(rows), len(columns)) == (len(target), len(source)) and all(rows) and all(columns):
            for down, across in product((1, -1), repeat=2):
                alike = [*map(eq, rows[::down], target), *map(eq, columns[::across], source)]
                found.setdefault(sum(alike), []).append(grid[::down, ::across])
    return found[max(found)] if max(found, default=0) else []


def by_label(heat_map, drawing, source, target):
    """The same where the words, each once, stand in another order: the cells of each by its label."""
    return [
        grid[[rows.index(word) for word in target]][:, [columns.index(word) for word in source]]
        for grid, columns, rows in both_ways(heat_map, drawing)
        if sorted(columns) == sorted({*source}) and sorted(rows) == sorted({*target})
    ]


def begin(labels, words):
    """Whether the labels are the words as far as these, or the labels, go."""
    return labels == [*words, *[""] * len(labels)][: len(labels)]


def assert_words_fit(heat_map, drawing, weights, source, target):
    """Where the words stand in order beside too few or too many cells, the weights are still theirs."""
    for grid, columns, rows in both_ways(heat_map, drawing):
        if begin(columns, source) and begin(rows, target):
            for (row, column), due in np.ndenumerate(weights[: len(rows), : len(columns)]):
                where = f"the cell of {named(target, row)} and {named(source, column)}"
                assert_close(grid[row, column], due, what=where)


def assert_shows(figure, weights, source, target):
    """Each cell shows the weight of the two words at it; where there are none, of those that belong there."""
    heat_map, drawing = heat_map_of(figure)
    steps = np.diff(heat_map.x), np.diff(heat_map.y)
    apart = all((along > 0).all() or (along < 0).all() for along in steps)
    assert_that(apart, what="the cells", got="on top of one another", expected="each at a place of its own")
    found = as_read(heat_map, drawing, source, target)
    if not found:
        assert_words_fit(heat_map, drawing, weights, source, target)
        in_order = nearly_read(heat_map, drawing, source, target) or [heat_map.values, heat_map.values.T]
        found = [*by_label(heat_map, drawing, source, target), *in_order]
    fits = [shown for shown in found if shown.shape == weights.shape]
    if any(np.allclose(shown, weights, rtol=0, atol=1e-5) for shown in fits):
        return
    shown = (fits or found)[0]
    assert_shape(shown, weights.shape, what="the heat map, with a row for each target word,")
    row, column = np.argwhere(~(np.abs(shown - weights) <= 1e-5))[0]  # an empty cell, too
    where = f"the cell of {named(target, row)} and {named(source, column)}"
    empty = np.isnan(shown[row, column])
    assert_that(not empty, what=where, got="empty", expected=f"the colour of {weights[row, column]:g}")
    assert_close(shown[row, column], weights[row, column], what=where)


def named(words, place):
    """A word, and which of them it is where it comes more than once."""
    number = words[: place + 1].count(words[place])
    which = f" (number {number} of {words.count(words[place])})" if words.count(words[place]) > 1 else ""
    return f'"{words[place]}"{which}'


def assert_tells(figure, weights, source, target):
    """All that makes a picture readable: cells show the weights of the words that stand at them."""
    assert_labelled(figure, source, "source")
    assert_labelled(figure, target, "target")
    assert_shows(figure, weights, source, target)


OUT_OF_SIGHT = (
    "How many rows and columns does the picture show, and how many has the array `weights`? Which line sets "
    "how far an axis goes?"
)


def is_seen_whole(heat_map, axes):
    """Whether every cell lies within the limits of the axes, or nearly so."""
    x, y = (heat_map.x, heat_map.x_ends, axes.x_limits), (heat_map.y, heat_map.y_ends, axes.y_limits)
    return all(
        low <= middles.min() - 0.8 * (middles.min() - first)
        and middles.max() + 0.8 * (last - middles.max()) <= high
        for middles, (first, last), (low, high) in (x, y)
    )


def assert_seen_whole(figure, weights, source, target):
    """Every cell lies within the limits of the axes, and nothing covers it."""
    heat_map, axes = heat_map_of(figure)
    assert_that(
        is_seen_whole(heat_map, axes),
        what="a cell at the edge",
        got="cut off by the limits of the axes",
        expected="to be seen whole",
        question=OUT_OF_SIGHT,
    )
    columns, rows = words_at(heat_map, axes)
    for row, column in heat_map.covered[:1]:
        assert_that(
            False,
            what=f"the cell of {rows[row] or 'no word'} and {columns[column] or 'no word'}",
            got="under something else that has a colour",
            expected="to be seen, in the colour of its weight",
            question="What is drawn over this cell, and is that filled?",
        )


def assert_named(figure, weights, source, target):
    """Each axis has a name, which is not that of the words along the other."""
    heat_map, drawing = heat_map_of(figure)
    names = {"x": drawing.x_label, "y": drawing.y_label}
    due, fits = [], names["x"] != names["y"] and all(names.values())
    for axis, words in zip(names, words_at(heat_map, drawing), strict=True):
        said = set(re.findall(r"[a-z]+", names[axis].lower()))
        along = [which for which, these in (("source", source), ("target", target)) if ways(words, these)]
        own, other = (READ, WRITTEN) if along == ["source"] else (WRITTEN, READ)
        fits = bool(fits and (len(along) != 1 or said & own or not said & other))
        due.append(f"{axis}: one for {'the ' + along[0] if len(along) == 1 else 'its'} words")
    got = "; ".join(f"{axis}: " + (f'"{name}"' if name else "none") for axis, name in names.items())
    hidden = drawing.unseen and not any(names.values())
    assert_that(
        fits, what="the names of the axes", got=got, expected="; ".join(due), question=NOT_SHOWN * hidden
    )


def assert_colours_tell(figure, weights, source, target):
    """Colours run from 0 to 1, none comes twice, and every cell has one of them alone."""
    heat_map, _ = heat_map_of(figure)
    ends = np.array(heat_map.limits)
    assert_that(
        np.abs(ends - [0, 1]).max() <= 1e-5,
        what="the weights at the two ends of the colours of the cells",
        got=ends,
        expected=np.array([0.0, 1.0]),
        question="Where is 0 on a logarithmic scale? Which scale has one?"
        if heat_map.scale == "LogNorm"
        else "",
    )
    assert_that(
        heat_map.even,
        what="the opacity of the cells",
        got="not the same",
        expected="the same",
        question="What makes some cells paler than others, beside their colour?",
    )
    assert_that(
        not heat_map.smooth,
        what="the colour of a cell",
        got="running into those beside it",
        expected="one, from edge to edge",
        question="Which option mixes the colours of neighbours?",
    )
    low, high = heat_map.alike
    assert_that(
        np.isnan(low),
        what=f"the colours that your scale has for the weights {low:.3g} and {high:.3g}",
        got="the same to the eye",
        expected="two that can be told apart",
        question="Weights more than a tenth apart look different, says the task. Follow your colour bar from "
        "0 to 1: where does a colour stay as it is, or come back?",
    )


def assert_bar_explains(figure, weights, source, target):
    """The figure has a colour bar, with the colours of the cells and the right numbers at them."""
    heat_map, _ = heat_map_of(figure)
    low, high = heat_map.limits
    assert_that(
        not heat_map.bar_fault.startswith("showing") or (abs(low) <= 1e-5 and abs(high - 1) <= 1e-5),
        what="the colours of the cells",
        got=f"from {low:.3g} to {high:.3g}",
        expected="from 0 to 1",
        question="Which numbers have the two outermost colours? What decides that in the call that draws?",
    )
    assert_colour_bar(heat_map)


def assert_drawn_as_few(plot_attention, weights, source, target):
    """A picture is as readable as that of a few words, where what is wrong with all pictures is paid for."""
    figure = plot_attention(weights, source, target)
    assert_tells(figure, weights, source, target)
    for claim in (assert_seen_whole, assert_named, assert_colours_tell, assert_bar_explains):
        try:
            claim(figure, weights, source, target)
        except CheckFailed:
            if holds_for_few_words(claim, plot_attention):
                raise


def holds_for_few_words(claim, plot_attention):
    """Whether what `claim` asserts is so where three words were read and two written."""
    return holds(lambda: claim(plot_attention(*MORE_READ.values()), **MORE_READ))


@check(
    "plot_attention",
    points=0.25,
    examples=PICTURES,
    hint="Which call hands your weights to Matplotlib, all of them at once? Is it imshow or pcolormesh?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(*TRANSLATIONS)
def one_heat_map_is_drawn(plot_attention, weights, source, target):
    """There is one heat map in the figure."""
    heat_map_of(plot_attention(weights, source, target))


@check(
    "plot_attention",
    points=0.25,
    examples=1,
    merge=False,
    needs="one_heat_map_is_drawn",
    hint="Two sentences are drawn one after the other. In which line is the second picture's figure made?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(MORE_WRITTEN)
def each_picture_has_a_figure_of_its_own(plot_attention, weights, source, target):
    """Each call makes a figure and draws into that one alone, be it the same picture once more."""
    for _ in range(2):
        figure = plot_attention(weights, source, target)
        assert_new(figure)
        drawn = figure.elsewhere
        assert_that(drawn == 0, what="the number of other figures drawn into", got=drawn, expected=0)


@check(
    "plot_attention",
    points=1.25,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Compare one cell with the weight of its two words. Is it the place that is wrong, or the number?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(*TRANSLATIONS)
def cells_show_the_weights(plot_attention, weights, source, target):
    """The cells show the weights themselves, in the order of their words."""
    assert_shows(plot_attention(weights, source, target), weights, source, target)


@check(
    "plot_attention",
    points=0.75,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Look at the picture alone. Which words were read? Which line of yours makes their labels?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(*TRANSLATIONS, FAINT)
def source_words_stand_at_their_cells(plot_attention, weights, source, target):
    """The words that were read stand along one side, one at each row or column of cells."""
    assert_labelled(plot_attention(weights, source, target), source, "source")


@check(
    "plot_attention",
    points=0.75,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Look at the picture alone. Which words were written? Which line of yours makes their labels?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(*TRANSLATIONS, FAINT)
def target_words_stand_at_their_cells(plot_attention, weights, source, target):
    """The words that were written stand along the other side, one at each row or column of cells."""
    assert_labelled(plot_attention(weights, source, target), target, "target")


@check(
    "plot_attention",
    points=0.5,
    examples=1,
    needs="one_heat_map_is_drawn",
    inputs="words that come more than once",
    hint="Which place does your code find for a word that has been there before?",
)
@given(**always(SAID_TWICE))
def a_word_may_come_again(plot_attention, weights, source, target):
    """A word that comes twice stands at two places, each with its own weights."""
    assert_drawn_as_few(plot_attention, weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=1,
    needs="one_heat_map_is_drawn",
    inputs="a single word",
    hint="What is the shape of the weights when a single word was read or written?",
)
@given(**always(ONE_EACH))
@explicit_examples(ONE_READ, ONE_WRITTEN, DOZEN_FOR_ONE, ONE_FOR_DOZEN)
def one_word_is_a_picture_too(plot_attention, weights, source, target):
    """A single word read, or a single word written, is drawn as any others are."""
    try:
        assert_drawn_as_few(plot_attention, weights, source, target)
    except CheckFailed:
        dozen = DOZEN_READ if len(source) == 12 else DOZEN_WRITTEN
        if len(source) + len(target) < 12 or holds(lambda: assert_drawn_as_few(plot_attention, **dozen)):
            raise


@check(
    "plot_attention",
    points=0.25,
    examples=1,
    needs="one_heat_map_is_drawn",
    inputs="as many words written as read",
    hint="Both sides of this table are equally long. How does your code tell rows from columns?",
)
@given(**always(AS_MANY_WORDS))
def as_many_words_written_as_read_are_drawn(plot_attention, weights, source, target):
    """Where as many words are written as read, each weight still stands where its own two words meet."""
    assert_drawn_as_few(plot_attention, weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=1,
    needs="one_heat_map_is_drawn",
    inputs="many words, or long ones",
    hint="What in your picture depends on how many words there are, or how long? Who decides that, you?",
)
@given(**always(DOZEN_READ))
@explicit_examples(DOZEN_WRITTEN, EIGHT_FOR_THREE, THREE_FOR_EIGHT)
def a_dozen_words_have_room(plot_attention, weights, source, target):
    """Long words, and up to a dozen of them, read or written, are drawn as rightly as a few short ones."""
    assert_drawn_as_few(plot_attention, weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=1,
    needs="one_heat_map_is_drawn",
    inputs="weights near zero",
    hint="What does your picture show where the weight is nearly nothing?",
)
@given(**always(FAINT))
def faint_weights_are_drawn_as_they_are(plot_attention, weights, source, target):
    """Weights near zero, and zero itself, have cells that show just these numbers."""
    figure = plot_attention(weights, source, target)
    assert_shows(figure, weights, source, target)
    if holds_for_few_words(assert_colours_tell, plot_attention):
        assert_colours_tell(figure, weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Compare a cell at the edge with one in the middle. Which line sets the limits of the axes?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(*TRANSLATIONS)
def all_of_each_cell_is_seen(plot_attention, weights, source, target):
    """The axes show every cell to its edges, and nothing hides its colour."""
    assert_seen_whole(plot_attention(weights, source, target), weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Which call names the x axis, and which the y axis? Which words stand along each?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(MORE_WRITTEN, MORE_READ)
def both_axes_are_named(plot_attention, weights, source, target):
    """Each axis has a name, and it is that of the words along it."""
    assert_named(plot_attention(weights, source, target), weights, source, target)


@check(
    "plot_attention",
    points=0.5,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Which weights have the two outermost colours? What decides that in the call that draws?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@explicit_examples(MORE_WRITTEN, MORE_READ, ALL_ALIKE)
def colours_run_from_0_to_1(plot_attention, weights, source, target):
    """The colours run from the weight 0 to 1 and tell weights apart; cells have one, all equally opaque."""
    assert_colours_tell(plot_attention(weights, source, target), weights, source, target)


@check(
    "plot_attention",
    points=0.5,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="How does a reader of your picture tell 0.4 from 0.6?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@example(**MORE_WRITTEN)
def a_colour_bar_explains_the_colours(plot_attention, weights, source, target):
    """The heat map has a colour bar, with the heat map's own colours, and the numbers that they stand for."""
    assert_bar_explains(plot_attention(weights, source, target), weights, source, target)


@check(
    "plot_attention",
    points=0.25,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Who else may need these weights after they were drawn?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@example(**MORE_WRITTEN)
def plot_attention_leaves_its_inputs_alone(plot_attention, weights, source, target):
    """The weights and the words are the same after the call as before."""
    weights_after, *words_after = plot_attention.arguments_after(weights, source, target)
    assert_same(weights_after, weights, what="weights after the call")
    for name, after, words in zip(("source", "target"), words_after, (source, target), strict=True):
        assert_equal(after, words, what=f"{name} after the call")
