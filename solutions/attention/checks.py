"""What a right answer must do: the claims that say what the answer is."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from public import (
    ALIGNMENTS,
    BLEND,
    BLEND_ELEVEN,
    BLEND_EXCHANGED,
    BLEND_FAINT,
    BLEND_LONG,
    BLEND_MORE_WORDS,
    BLEND_NO_EIGHTHS,
    BLEND_SAME_WORDS,
    BLEND_WIDE,
    BLENDS,
    CHANGED_LATER,
    DECODER_STATES,
    DECODINGS,
    DIFFERENT_WORDS,
    ENCODER_STATES,
    FEATURES,
    GENTLE_STATE,
    HALF_EACH,
    LARGE,
    LARGEST,
    LONG,
    LONG_OUTPUTS,
    MATCHING,
    MORE_FEATURES,
    MORE_WORDS,
    NEAR_SCORES,
    NO_EIGHTHS,
    ONE_FEATURE,
    ONE_OUTPUT,
    OUTPUT_WORDS,
    PICTURES,
    SAME_NUMBERS,
    SAME_WORDS,
    SCORES,
    SENTENCES,
    SOURCES,
    STEPS,
    TARGETS,
    VERY_LARGE,
    WEIGHTS,
    WHOLE_SENTENCE,
    WIDE,
    WIDE_OUTPUTS,
    WORD,
    WORDS,
    ZERO_WORD,
    assert_as_parts_give,
    assert_attends,
    assert_follows,
    assert_shows,
    attends,
    by_parts,
    even_without_attend,
    even_without_parts,
    giving_its_own,
    matrices,
    numbers,
    vectors,
    whole,
)

from grader.checks import (
    CheckFailed,
    assert_agrees,
    assert_changes,
    assert_close,
    assert_shape,
    assert_that,
    check,
    explicit_examples,
    holds,
    is_close,
    on_the_way,
    related,
)

# All but equal to an example beside it: what remembers rounded inputs gives the other's answer.
NEARLY_MORE_WORDS = {
    "decoder_state": np.array([1.0, 2.0]),
    "encoder_states": np.array([[3.0004, 0], [2, 1], [-1, -1]]),
}
NEARLY_SAME_STATE = {**NEARLY_MORE_WORDS, "decoder_state": np.array([1.0004, 2.0])}
NEARLY_BLEND = {"weights": np.array([0.25, 0.75]), "encoder_states": np.array([[4.0004, 0, 8], [0, 4, 8]])}
NEARLY_SAME_WEIGHTS = {**NEARLY_BLEND, "weights": np.array([0.2504, 0.7496])}
NEARLY_124 = np.array([1.0, 2.0, 4.0004])
FIVE_WORDS = np.array([[1.0, -2, 0, 3], [0, 1, 2, -1], [2, 2, -1, 0], [-1, 0, 1, 1], [1, 1, 3, -2]])
RELATED = related({"decoder_state": np.array([1.0, 0, -1, 2]), "encoder_states": FIVE_WORDS})
RELATED_BLENDS = related({"weights": np.array([4, 2, 8, 1, 1]) / 16, "encoder_states": FIVE_WORDS})
RELATED_DECODINGS = related(
    {"first_state": np.array([1.0, 0, -1, 2]), "encoder_states": FIVE_WORDS, "step": HALF_EACH, "n": 2}
)
ORDER = WORDS.flatmap(lambda n: st.permutations(range(n)))
OTHER_STATES = matrices(WORDS, FEATURES, numbers(2))
COARSE_SCORES = vectors(WORDS, st.sampled_from([*whole(8), *whole(8, parts=4)]))
NEARLY_TIED = vectors(WORDS, st.integers(-5, 5)).map(lambda parts: parts / 8192)
TENTHS = np.array([0.1, 0.7, -1.3, 5.9])


@st.composite
def alike_when_large(draw):
    """(decoder state, encoder states): all scores are as large, but for what the second feature adds."""
    nearly = draw(NEAR_SCORES)
    state, states = np.zeros(draw(FEATURES)), np.zeros((len(nearly), draw(FEATURES)))
    state[:2], states[:, 1] = (draw(st.integers(-140, 140)), 1), nearly
    states[:, 0] = draw(st.integers(-140, 140))
    return state, states


LARGE_NUMBERS = st.integers(-30, 30)
LARGE_QUESTIONS = st.shared(
    st.tuples(vectors(FEATURES, LARGE_NUMBERS), matrices(WORDS, FEATURES, LARGE_NUMBERS))
    | alike_when_large(),
    key="large question",
)
# Scores of 12, 11 and 3: two that stand out, and not equally.
LEADS = {"decoder_state": np.array([4.0, 3.0]), "encoder_states": np.array([[3.0, 0], [2, 1], [0, 1]])}


def softmax_of(scores):
    """Weights (T,) by definition, safe for large scores."""
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()


def attention(decoder_state, encoder_states):
    """(context, weights) by definition."""
    weights = softmax_of(encoder_states @ decoder_state)
    return weights @ encoder_states, weights


# --- 1. score ---


@on_the_way("score")
def products_then_totals(decoder_state, encoder_states):
    yield "each row of encoder_states times decoder_state, number by number", encoder_states * decoder_state
    yield "the total of each of these rows", encoder_states @ decoder_state


@check(
    "score",
    points=5,
    hint="Take one word and one decoder state, and work out their score by hand. Which step differs?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(
    *SENTENCES, NEARLY_MORE_WORDS, NEARLY_SAME_STATE, SAME_WORDS, SAME_NUMBERS, ONE_FEATURE, LARGE, LONG,
    WIDE, NO_EIGHTHS, VERY_LARGE, *RELATED,
)  # fmt: skip
def score_is_the_dot_product(score, decoder_state, encoder_states):
    """Each score is the dot product of the decoder state with the state of that word."""
    scale = np.abs(encoder_states) @ np.abs(decoder_state)
    expected = encoder_states @ decoder_state
    assert_close(
        score(decoder_state, encoder_states),
        expected,
        what="score(decoder_state, encoder_states)",
        scale=scale,
    )


@check(
    "score",
    points=0.5,
    needs="scores_follow_the_decoder_state",
    hint="Swap two words. Which scores should swap?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES, order=ORDER)
@example(**MORE_WORDS, order=[2, 0, 1])
@example(**MORE_FEATURES, order=[1, 0])
def scores_move_with_their_words(score, decoder_state, encoder_states, order):
    """Putting the words in another order puts the scores in that order too."""
    before = score(decoder_state, encoder_states)[order]
    scores = score(decoder_state, encoder_states[order])
    what, beside = f"score(decoder_state, encoder_states[{order}])", "the score of that word before"
    assert_agrees(scores, before, what=what, beside=beside, scale=np.abs(encoder_states).sum())


@check(
    "score",
    points=0.5,
    needs="scores_follow_the_decoder_state",
    hint="Which words does the score of one word depend on?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES, word=WORD)
@example(**MORE_WORDS, word=1)
@example(**MORE_FEATURES, word=0)
def each_word_has_its_own_score(score, decoder_state, encoder_states, word):
    """Changing one word leaves the scores of the other words as they were."""
    changed = encoder_states.copy()
    changed[word] += 1
    before, after = score(decoder_state, encoder_states), score(decoder_state, changed)
    others = np.arange(len(encoder_states)) != word
    scale = np.abs(encoder_states).sum()
    found = before.astype(float)
    found[others] = after[others]
    what, beside = f"the scores of all words but encoder_states[{word}]", "before that one changed"
    assert_agrees(found, before, what=what, beside=beside, scale=scale)


# --- 2. softmax ---


@on_the_way("softmax")
def exponentials_then_total(scores):
    top = scores.max()
    straight, powers = (np.exp(moved.astype(float)) for moved in (scores, scores - top))
    leads = 0 < straight.sum() < np.inf
    if leads:
        yield "one way: e to each score", straight
        yield "their total", straight.sum()
    yield f"{'another: ' if leads else ''}the scores less {top:g}", scores - top
    yield "e to each of these", powers
    yield "their total", powers.sum()
    yield "each of them divided by their total", softmax_of(scores)


@check(
    "softmax",
    points=0.5,
    needs="weights_share_out_one",
    hint="Sort your words by score, then by weight. Is it the same order?",
)
@given(scores=COARSE_SCORES | NEARLY_TIED)
@example(scores=np.array([-5.0, 2.0, -1.0]))
@example(scores=np.array([1.0, 1.0, 0.0]))
@example(scores=np.array([0.0, 1.0, 1.0]))
@example(scores=np.array([0.0, 0.0]))
@example(scores=np.array([0.0, 1 / 32768]))
@example(scores=np.array([0.25, 0.0]))
@example(scores=np.array([0.0, 100.0, 99.0]))  # the first is nothing, and the others are not
@example(scores=np.array([-705.0, 0.0, -0.5]))  # the first is so low that one may take it for a whole 0
def larger_scores_get_larger_weights(softmax, scores):
    """A larger score gets a larger weight, equal scores get equal weights."""
    order = np.argsort(scores, kind="stable")
    weights = softmax(scores)[order]
    steps, rises = np.diff(scores[order]), np.diff(weights)
    for low, high in zip(range(len(rises)), range(1, len(rises) + 1), strict=True):
        less, more, found = f"scores[{order[low]}]", f"scores[{order[high]}]", weights[[low, high]]
        if steps[low] > 0:
            tied = "Two scores differ, and their weights do not. On which line do they become equal?"
            assert_that(
                rises[low] > 0,
                what=f"the weights of {less} and of the larger {more}",
                got=found,
                expected="the second to be larger, too",
                question=tied if rises[low] == 0 else "",
            )
        else:
            assert_that(
                np.abs(rises[low]) <= 1e-5,
                what=f"the weights of {less} and of {more}, which are equal,",
                got=found,
                expected="equal weights",
                question="Two scores are equal, and their weights are not. Which line tells them apart?",
            )


@check(
    "softmax",
    points=0.25,
    needs="weights_follow_the_scores",
    hint="All words get 10 points more. Who should gain attention?",
)
@given(scores=COARSE_SCORES, offset=st.integers(-20, 20))  # so coarse that the offset makes no new ties
@example(scores=np.array([1.0, 2.0, 4.0]), offset=10)
@example(scores=np.array([1.0, 2.0]), offset=-20)
def only_differences_of_scores_count(softmax, scores, offset):
    """Adding the same number to all scores leaves the weights as they were."""
    before, moved = softmax(scores), softmax(scores + offset)
    assert_agrees(moved, before, what=f"softmax(scores + {offset})", beside="softmax(scores)")


TOTAL = "Add up your weights for this input. What should it be, and which scores are in what you divide by?"


@check("softmax", points=6, hint="What is the ratio of two weights when their scores differ by 1?")
@given(scores=SCORES)
@example(scores=np.array([0.0, 1.0]))
@example(scores=np.array([1.0, 2.0, 4.0]))
@example(scores=NEARLY_124)
@example(scores=np.array([4.0, 1.0, 2.0]))
@example(scores=np.array([-1.0, 1.0]))
@example(scores=np.array([0.0, 0.0, 0.0]))
@example(scores=np.arange(40.0) / 8)
@example(scores=TENTHS)
def weights_are_exponentials_over_their_total(softmax, scores):
    """Each weight is e to the score, divided by the total of these."""
    weights, due = softmax(scores), softmax_of(scores)
    in_proportion = np.shape(weights) == due.shape and is_close(weights, due * np.sum(weights))
    assert_close(weights, due, what="softmax(scores)", question=TOTAL * in_proportion)


# --- 3. context_vector ---


@on_the_way("context_vector")
def shares_then_sum(weights, encoder_states):
    yield "each row of encoder_states times its weight", weights[:, None] * encoder_states
    yield "the sum of these rows", weights @ encoder_states


@check(
    "context_vector",
    points=0.25,
    needs="the_context_follows_the_weights",
    hint="Can a blend lie beyond all that it is blended from?",
)
@given(weights=WEIGHTS, encoder_states=ENCODER_STATES)
@explicit_examples(BLEND, BLEND_MORE_WORDS)
@example(weights=np.array([0.5, 0.5]), encoder_states=np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]))
@example(weights=np.array([1, 7, 7]) / 15, encoder_states=np.array([[1.2345, 1], [1.2345, 1], [1.2345, 1]]))
def the_context_lies_between_the_states(context_vector, weights, encoder_states):
    """Every number in the context lies between the smallest and the largest of its column."""
    context = context_vector(weights, encoder_states)
    low, high = encoder_states.min(axis=0), encoder_states.max(axis=0)
    assert_shape(context, low.shape, what="context_vector(weights, encoder_states)")
    outside = np.maximum(low - context, context - high)
    worst = outside.argmax()
    assert_that(
        outside[worst] <= 2e-5,
        what=f"context_vector(weights, encoder_states)[{worst}]",
        got=context[worst],
        expected=f"a number from {low[worst]:g} to {high[worst]:g}"
        if low[worst] < high[worst]
        else f"{low[worst]:g}, as in every row",
    )


@check(
    "context_vector",
    points=5,
    hint="Which weight belongs to which row, and what becomes of the weighted rows?",
)
@given(weights=WEIGHTS, encoder_states=ENCODER_STATES)
@explicit_examples(
    *BLENDS, NEARLY_BLEND, NEARLY_SAME_WEIGHTS, BLEND_EXCHANGED, BLEND_SAME_WORDS, BLEND_FAINT, BLEND_ELEVEN,
    BLEND_LONG, BLEND_NO_EIGHTHS, BLEND_WIDE, *RELATED_BLENDS,
)  # fmt: skip
def the_context_is_the_weighted_sum(context_vector, weights, encoder_states):
    """The context is the sum of the encoder states, each times its weight."""
    context = context_vector(weights, encoder_states)
    assert_close(context, weights @ encoder_states, what="context_vector(weights, encoder_states)", scale=2)


@check(
    "context_vector",
    points=0.25,
    needs="the_context_follows_the_weights",
    hint="Double all states. What should the context do?",
)
@given(weights=WEIGHTS, encoder_states=ENCODER_STATES, other_states=OTHER_STATES)
@example(**BLEND, other_states=np.array([[1.0, 1, 1], [-1, 0, 2]]))
@example(**BLEND_EXCHANGED, other_states=np.array([[0.0, 4, 8], [4, 0, 8]]))
@example(**BLEND_SAME_WORDS, other_states=np.array([[1.0, 0], [0, 1], [2, 2]]))
def blends_add_up(context_vector, weights, encoder_states, other_states):
    """Adding two sets of states, with the same weights, adds their contexts."""
    added = context_vector(weights, encoder_states) + context_vector(weights, other_states)
    context = context_vector(weights, encoder_states + other_states)
    what = "context_vector(weights, encoder_states + other_states)"
    beside = "np.add(context_vector(weights, encoder_states), context_vector(weights, other_states))"
    assert_agrees(context, added, what=what, beside=beside, scale=4)


# --- 4. attend ---


@on_the_way("attend")
def scores_weights_context(decoder_state, encoder_states):
    context, weights = attention(decoder_state, encoder_states)
    yield "the scores", encoder_states @ decoder_state
    yield "the weights", weights
    yield "the context", context


@check(
    "attend",
    points=4,
    hint="Follow one word through your function: where does its score go, and its weight?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(
    *SENTENCES, NEARLY_MORE_WORDS, NEARLY_SAME_STATE, SAME_WORDS, ZERO_WORD, LEADS, ONE_FEATURE, LONG
)
@even_without_parts
def attend_scores_weighs_and_blends(attend, score, softmax, context_vector, decoder_state, encoder_states):
    """The words are scored, weighed and blended: you return what your three functions give."""
    found = attend(decoder_state, encoder_states)
    if attends(*found, *attention(decoder_state, encoder_states)):
        return
    due = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    right = attends(*due, *attention(decoder_state, encoder_states))
    assert_as_parts_give(found, due, decoder_state, encoder_states, sure=right)


@check(
    "attend",
    points=1,
    hint="Are your three functions right? If so, work out two words by hand: which step differs?",
)
@given(decoder_state=DECODER_STATES, encoder_states=ENCODER_STATES)
@explicit_examples(
    *SENTENCES, SAME_WORDS, ZERO_WORD, LEADS, ONE_FEATURE, LONG, NO_EIGHTHS, WIDE, MATCHING, *RELATED
)  # fmt: skip
def attention_is_right(attend, decoder_state, encoder_states):
    """Weights and context are those of dot-product attention."""
    assert_attends(attend(decoder_state, encoder_states), attention(decoder_state, encoder_states))


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    hint="Does attention use all encoder states?",
)
@given(decoder_state=GENTLE_STATE, encoder_states=DIFFERENT_WORDS, word=WORD)
@example(**MORE_WORDS, word=2)
@example(**MORE_FEATURES, word=0)
@example(decoder_state=np.zeros(2), encoder_states=np.array([[1.0, 1.0], [0.0, 2.0], [0.0, 2.0]]), word=0)
@example(**ZERO_WORD, word=0)
@example(decoder_state=np.array([3.0, -3.0]), encoder_states=np.array([[2.0, 0], [0, 0], [0, 1]]), word=1)
@even_without_parts
def every_word_matters(attend, score, softmax, context_vector, decoder_state, encoder_states, word):
    """Changing a word changes the context, however small its weight."""
    changed = encoder_states.copy()
    changed[word] += 1
    due, _ = attention(decoder_state, changed)
    if np.abs(due - attention(decoder_state, encoder_states)[0]).max() < 1e-3:
        return  # the word's gain in weight makes up for its new state
    before, _ = attend(decoder_state, encoder_states)
    after, _ = attend(decoder_state, changed)
    change = np.abs(after - before).max()
    if change > 1e-6:
        return
    own_before, _ = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    own_after, _ = by_parts(score, softmax, context_vector, decoder_state, changed)
    if np.abs(own_after - own_before).max() > 1e-6:  # nan is no change either
        assert_changes(after, before, what=f"the context when 1 is added to encoder_states[{word}]")


@check(
    "attend",
    points=0.5,
    needs="attention_follows_the_decoder_state",
    inputs="states of large numbers",
    hint="You have a softmax that copes with this. Where is it?",
)
@given(
    decoder_state=LARGE_QUESTIONS.map(lambda question: question[0]),
    encoder_states=LARGE_QUESTIONS.map(lambda question: question[1]),
)
@example(**LARGE)
@example(decoder_state=np.array([128.0, 1, 0]), encoder_states=np.array([[128.0, 0.125, 0], [128, 0, 1]]))
@example(decoder_state=np.full(100, 200.0), encoder_states=LARGEST["encoder_states"][:2])
@example(decoder_state=np.array([30.0, 0, 0]), encoder_states=np.array([[-30.0, 1, 0], [-31, 2, 0]]))
@example(decoder_state=np.array([30.0, 0, 0]), encoder_states=np.array([[0.0, 0, 0], [-30, 2, 0]]))
@example(decoder_state=np.array([128.0, 0]), encoder_states=np.array([[150.0, 1], [149.9921875, 2], [0, 0]]))
@example(decoder_state=np.array([192.0, 0]), encoder_states=np.array([[192.0, 1], [191.984375, 2], [0, 0]]))
@example(**VERY_LARGE)
@example(**LARGEST)
@even_without_parts
def large_states_are_no_trouble(attend, score, softmax, context_vector, decoder_state, encoder_states):
    """States with large numbers are attended to as well."""
    found = attend(decoder_state, encoder_states)
    if attends(*found, *attention(decoder_state, encoder_states)):
        return
    own = by_parts(score, softmax, context_vector, decoder_state, encoder_states)
    if np.isfinite(own[0]).all() and np.isfinite(own[1]).all():
        right = attends(*own, *attention(decoder_state, encoder_states))
        asked = "How large are the scores here? Which line of attend treats such a number otherwise?"
        asked *= bool(np.isfinite(found[1]).all())
        assert_as_parts_give(found, own, decoder_state, encoder_states, sure=right, question=asked)


# --- 5. decode ---


def decoded(look, first_state, encoder_states, step, n):
    """(outputs, alignment) by definition. look(state, states) -> (context, weights, the states then)."""
    state, states, outputs, alignment = first_state, encoder_states, [], []
    for _ in range(n):
        context, weights, states = look(state, states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return np.array(outputs), np.array(alignment)


def assert_decodes(found, due, beside, *, sure=False, question=""):
    """`found` is the pair (outputs, alignment) that `due` is. beside: what gives that; sure: it is right.

    question: what to ask about the outputs.
    """
    for got, expected, name, scale in zip(found, due, ("outputs", "alignment"), (6, 1), strict=True):
        what = f"the {name} of decode(first_state, encoder_states, step, n)"
        asked = question if name == "outputs" else ""
        assert_follows(got, expected, what=what, beside=beside, scale=scale, sure=sure, question=asked)


@on_the_way("decode")
def word_by_word(first_state, encoder_states, step, n):
    state = first_state
    for word in range(1, n + 1):
        context, weights = attention(state, encoder_states)
        yield f"word {word}: attend and step are given the state", state
        yield f"word {word}: attend gives the weights", weights
        yield f"word {word}: attend gives the context", context
        output, state = step(context, state)
        yield f"word {word}: step gives the output", output


@check(
    "decode",
    points=4,
    hint="Write down states, weights, outputs and rows of two steps. Which differ?",
)
@given(first_state=DECODER_STATES, encoder_states=ENCODER_STATES, step=STEPS, n=OUTPUT_WORDS)
@explicit_examples(*DECODINGS, WHOLE_SENTENCE, ONE_OUTPUT, LONG_OUTPUTS, WIDE_OUTPUTS, *RELATED_DECODINGS)
@even_without_attend
def decode_looks_steps_and_keeps(decode, attend, first_state, encoder_states, step, n):
    """Outputs and alignment are those of n steps, each of which looks back with your attend."""

    def right(state, states):
        return *attention(state, states), states

    def own(state, states):
        return *attend(state, states), attend.arguments_after(state, states)[1]

    found = decode(first_state, encoder_states, step, n)
    true = decoded(right, first_state, encoder_states, step, n)
    try:
        assert_decodes(found, true, "what is right")
    except CheckFailed:
        due = decoded(own, first_state, encoder_states, step, n)
        sure = all(np.allclose(one, other, atol=1e-4) for one, other in zip(due, true, strict=True))
        beside, call = "what steps with your own attend give", (first_state, encoder_states)
        later = not holds(lambda: assert_decodes(found, due, beside)) and holds(
            lambda: assert_decodes(decode(*call, giving_its_own(step), n), due, beside)
        )
        assert_decodes(found, due, beside, sure=sure, question=CHANGED_LATER * later)


# --- 6. plot_attention ---


@check(
    "plot_attention",
    points=1.5,
    examples=PICTURES,
    needs="one_heat_map_is_drawn",
    hint="Compare one cell with the weight of its two words. Is it the place that is wrong, or the number?",
)
@given(weights=ALIGNMENTS, source=SOURCES, target=TARGETS)
@example(
    weights=np.array([[0.9, 0.05, 0.05], [0.1, 0.2, 0.7]]),
    source=["the", "red", "fox"],
    target=["le", "renard"],
)
def other_cells_show_their_weights_too(plot_attention, weights, source, target):
    """In pictures of other sentences, too, the cells show the weights, in the order of their words."""
    assert_shows(plot_attention(weights, source, target), weights, source, target)
