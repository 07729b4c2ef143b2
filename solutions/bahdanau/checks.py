"""What a right answer must do: the claims that say what the answer is."""

import re
from functools import partial

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from public import (
    LESSON,
    LONG,
    MASKS,
    PICTURE,
    QUESTION,
    TABLE,
    TRAINING,
    WORD,
    assert_blends,
    check,
    questions,
)
from scipy.special import softmax

from grader.checks import (
    RandomGenerator,
    Refilled,
    asks,
    assert_agrees,
    assert_cells,
    assert_close,
    assert_descends,
    assert_matched,
    assert_part,
    assert_that,
    assert_untouched,
    derivative,
    explicit_examples,
    holds,
    is_close,
    on_the_way,
    related,
    shaped,
)


def scores_of(decoder_state, encoder_states, W, U, v):
    """The scores (T,) by definition."""
    return np.tanh(W @ decoder_state + encoder_states @ U.T) @ v


def softmax_of(scores, mask=None):
    """The weights (T,) by definition, 0 where the mask is false."""
    return softmax(scores if mask is None else np.where(mask, scores, -np.inf))


def loss_of(sentences, targets, W, U, v):
    """Half the squared distance of the context from the target, the mean over all sentences."""
    contexts = [softmax_of(scores_of(state, states, W, U, v)) @ states for state, states in sentences]
    return np.mean([((one - due) ** 2).sum() / 2 for one, due in zip(contexts, targets, strict=True)])


# --- 1. additive_score ---


@on_the_way("additive_score")
def sums_then_tanh(decoder_state, encoder_states, W, U, v):
    yield "W s", W @ decoder_state
    yield "U h, a row for each word", encoder_states @ U.T
    yield "W s + U h, a row for each word", W @ decoder_state + encoder_states @ U.T
    yield "tanh of these", np.tanh(W @ decoder_state + encoder_states @ U.T)
    yield "each of these rows times v, added up", scores_of(decoder_state, encoder_states, W, U, v)


@check("additive_score", points=6, hint="What goes into tanh, and what is done with what comes out?")
@given(**QUESTION)
# What goes into tanh is 25 and 45, or twice that.
@example(**dict(zip(QUESTION, map(np.array, ([25.0], [[0.0], [20.0]], [[1.0]], [[1.0]], [1.0])))))
def score_is_v_times_tanh_of_the_sum(additive_score, **inputs):
    """Each score is v · tanh(W s + U h), where h is that word's encoder state."""
    for each in (*related(inputs), inputs | {name: 2 * inputs[name] for name in "WUv"}):
        assert_close(additive_score(*each.values()), scores_of(**each), what="the scores")


# --- 2. masked_softmax ---


@on_the_way("masked_softmax")
def exponentials_of_words_alone(scores, mask=None):
    words = scores if mask is None else scores[mask]
    less = "" if mask is None or mask.all() else ", padding left out"
    top, straight = words.max(), np.exp(words.astype(float))
    leads = 0 < straight.sum() < np.inf
    if leads:
        yield f"one way: e to the score of each word{less}", straight
        yield "their total", straight.sum()
    yield (
        f"{'another: ' if leads else ''}the scores of words{less and f'{less},'} minus the largest, {top:g}",
        words - top,
    )
    yield "e to each of these", np.exp(words - top)
    yield "their total", np.exp(words - top).sum()
    yield f"each of them divided by their total{less and ', and 0 for padding'}", softmax_of(scores, mask)


@check("masked_softmax", points=5, hint="Take padding away altogether. Which weights do the words have?")
@given(scores=shaped("t"), mask=st.none() | MASKS)
def words_share_as_if_there_were_no_padding(masked_softmax, scores, mask):
    """The words have the weights that softmax gives them alone; without a mask all places are words."""
    weights = masked_softmax(scores) if mask is None else masked_softmax(scores, mask)
    assert_close(weights, softmax_of(scores, mask), what="the weights")


@check("masked_softmax", points=2, hint="Which score may you take from all the others before exp?")
@given(scores=shaped("t", elements=st.sampled_from([2000.0, 2000 - 2**-13, 0.0, -2000.0])), mask=MASKS)
@example(scores=np.array([2000 - 2**-13, 2000.0, -2000.0]), mask=np.array([True, True, False]))
@example(scores=np.array([-1999.0, -2000.0, 2000.0]), mask=np.array([True, True, False]))
def large_scores_have_weights_too(masked_softmax, scores, mask):
    """Large scores have the weights that softmax gives them, also far apart and beside larger padding."""
    assert_close(masked_softmax(scores, mask), softmax_of(scores, mask), what="the weights")


# --- 3. AdditiveAttention ---


ACTS = ",mask,,other mask,state,same array,sentence,mask,other layer,,twin,mask,".split(",")  # of turns
FINE = map(np.array, ([0.7], np.linspace(0, 1, 24)[:, None], [[8 / 3]] * 8, [[1 / 7]] * 8, [895 / 9] * 8))


@check("AdditiveAttention", points=8, hint="Is a new object's first answer right? What does yours keep?")
@questions(mask=MASKS, turns=st.lists(st.sets(st.sampled_from(ACTS)), min_size=1, max_size=8))
@example(**dict(zip(QUESTION, FINE, strict=True)), mask=np.arange(24) > 0, turns=[{act} for act in ACTS])
def always_additive(AdditiveAttention, masked_softmax, decoder_state, encoder_states, W, U, v, mask, turns):
    """Whatever several objects are asked in turn, weights are softmax of the additive scores, and stay so."""
    layers, objects, read, blends = ((W, U, v), (2 * W, -U, 1 - v)), {}, {}, False
    for number, turn in enumerate(turns):
        given = Refilled if "same array" in turn else lambda before, now: now
        at = _, odd = "twin" in turn, "other layer" in turn
        made = objects[at] = objects.get(at) or AdditiveAttention(*map(given, layers[1 - odd], layers[odd]))
        if at not in read or "sentence" in turn:
            read[at] = encoder_states + number * ("sentence" in turn) * np.eye(len(encoder_states))[:, -1:]
            made.remember(given(1 - read[at], read[at]))
        state = decoder_state * ("state" not in turn)
        places = mask if "mask" in turn else np.roll(mask, 1) if "other mask" in turn else None
        answer = made(given(1 - state, state), places if places is None else given(places | True, places))
        if blends := blends or (number == 0 and holds(lambda: assert_blends(answer, read[at]))):
            assert_blends(answer, read[at])
        right = softmax_of(scores := scores_of(state, read[at], *layers[odd]), places)
        claimed = partial(assert_part, answer, at=1, names="context weights", alone=right @ read[at])
        if not holds(partial(claimed, right)):
            soft, beside = partial(masked_softmax, scores, places), "your masked_softmax of the right scores"
            claimed(soft(), beside=beside) if holds(soft) else claimed(right)
    assert_untouched(AdditiveAttention)


# --- 4. score_gradient ---


@on_the_way("score_gradient")
def hidden_then_its_slope(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    yield "z", hidden
    yield "the slope of tanh, 1 - z**2", 1 - hidden**2
    yield "v times that slope", v * (1 - hidden**2)
    yield "by_v: z once more", hidden
    by_w = np.outer(v * (1 - hidden**2), decoder_state)
    yield "by_W: each of v times that slope, times decoder_state", by_w


slope = partial(derivative, lambda **word: scores_of(*word.values()))  # by name and inputs


@check("score_gradient", points=3, hint="v is outside tanh. What stands beside each number of v?")
@given(**WORD)
def by_v_is_the_slope(score_gradient, **inputs):
    """by_v says how the score moves when a number of v does."""
    assert_part(score_gradient(*inputs.values()), slope("v", **inputs), at=0, what="by_v")


@check("score_gradient", points=4, hint="From W to the score you pass tanh. What is its slope there?")
@given(**WORD)
def by_w_is_the_slope(score_gradient, **inputs):
    """by_W says how the score moves when a number of W does."""
    for each in related(inputs):
        assert_part(score_gradient(*each.values()), slope("W", **each), at=1, what="by_W")


# --- 5. train ---

ONE = TRAINING | {name: TRAINING[name].map(lambda some: some[:1]) for name in ("sentences", "targets")}


@on_the_way("train")
def step_by_step(sentences, targets, steps, learning_rate, rng):
    """The last of a few steps, as those before it are right; of twenty the first, of 0 or many none."""
    if not 0 < steps <= 20:
        return
    step, state = steps if steps <= 5 else 1, sentences[0][0]
    draw, inputs = np.random.default_rng(rng.seed).normal, {"sentences": sentences, "targets": targets}
    layer = {"W": draw(size=(8, len(state))), "U": draw(size=(8, len(targets[0]))), "v": draw(size=8)}
    for _ in range(step - 1):
        slopes = {name: derivative(loss_of, name, **inputs, **layer) for name in layer}
        layer = {name: layer[name] - learning_rate * slopes[name] for name in layer}
    more, words = len(sentences) > 1, [len(states) for _, states in sentences]
    for at in sorted({words.index(max(words)), words.index(min(words))}):
        which = f" of sentences[{at}], {words[at]} word{'s' * (words[at] > 1)}" * more
        scores = scores_of(*sentences[at], **layer)
        yield f"step {step}: the scores{which}", scores
        yield "the weights", softmax_of(scores)
        yield "the context", softmax_of(scores) @ sentences[at][1]
    losses = [loss_of([one], [due], **layer) for one, due in zip(sentences, targets, strict=True)]
    if more:
        yield "the loss of each sentence", losses
    yield "the mean of these" if more else "the loss", np.mean(losses)
    for name, numbers in layer.items():
        if numbers.size <= 8:
            yield f"the slope of that by {name}", derivative(loss_of, name, **inputs, **layer)


def about_a_step(failed, train, sentences, targets, seed, **_):
    """Whether the first step is right, and its loss: of one sentence, or only of several together."""
    if failed.what == "U":
        return "Which numbers are drawn for U, and what becomes of them?"
    begins_alike = [*steps_of(train, (1,), 0.5, seed, {"sentences": sentences, "targets": targets})]
    if "step 2 " in failed.what and begins_alike:
        return "Step 1 is right, and step 2 is not. What do you keep from before, or not work out anew?"
    if not re.search("step [12] ", failed.what):
        return "The first steps are right. What in your loop changes with their number, or ends it?"

    def is_right(*lesson):
        *old, losses = train(*lesson, 1, 0.0, RandomGenerator(seed))
        return is_close(losses[:1], [loss_of(*lesson, *old)])

    if is_right(sentences, targets) and "loss" in failed.what:
        return "A step of length 0 has the right loss. Do you write it down before W, U and v move, or after?"
    if is_right(sentences, targets):
        return "Print your slopes where your formula ends, and just before the step. Which differ from these?"
    alone = [is_right([one], [due]) for one, due in zip(sentences, targets, strict=True)]
    if len(alone) > 1 and all(alone):
        return (
            "Each of these sentences alone has the right loss, and all together have not. What does a "
            "shorter one get beside a longer one, and by what do you divide in the mean?"
        )
    return "Print your scores, weights, context and loss. Which is the first that differs, and why?"


def steps_of(train, steps, rate, seed, lesson):
    """Each step, with W, U and v before it, and what train gives after it.

    Before the first are those that a step of length 0 leaves. Where no steps leave others, or one step leaves
    no loss, which is another claim's matter, the first is left out.
    """
    after = lambda steps, rate: train(*lesson.values(), steps, rate, RandomGenerator(seed))
    *layer, losses = after(1, 0.0)
    assert_that(0 < np.abs(layer[1]).sum() < np.inf, what="U", got=layer[1], expected="numbers as drawn")
    first = 2 - holds(lambda: assert_close(after(0, rate)[0], layer[0] * min(len(losses), 1), what="W"))
    return ((n, after(max(1, n - 1), rate * (n > 1)), after(n, rate)) for n in steps if n >= first)


@check("train", points=3, hint="Which number on the way is wrong?", examples=3)
@given(**TRAINING)
@example(**LESSON, seed=3)
@asks(about_a_step)
def losses_are_those_before_each_step(train, seed, **lesson):
    """The loss of a step is the mean over the sentences, by the weights before it."""
    for step, (*old, before), (*_, losses) in steps_of(train, (1, 2), 0.5, seed, lesson):
        due, what = loss_of(*lesson.values(), *old), f"the loss that step {step} writes down"
        found = min([*losses[:step][-1:], *losses[len(before) :][:1]], key=lambda one: abs(one - due))
        assert_agrees(found, due, what=what, beside="that of W, U, v before it", part=3)


@check("train", points=3, hint="Print scores, weights, context, loss, slopes. Which differs?", examples=3)
@given(**ONE, rate=st.sampled_from([0.5, 2.0]), later=st.integers(3, 5))
@example(sentences=[(np.ones(1), 9 * np.eye(2)[:, 1:])], targets=[9 * np.ones(1)], seed=3, rate=0.01, later=3)
def a_sentence_alone_goes_down_its_slope(train, seed, rate, later, **lesson):
    """With one sentence, every step takes from W, U and v the slope of its loss, times the learning rate."""
    for step, old, new in steps_of(train, (1, 2, later), rate, seed, lesson):
        assert_descends(loss_of, "WUv", old, new, rate=rate, step=step, **lesson)


@check("train", points=4, hint="Which of your slopes differ?", examples=3)
@given(**TRAINING, rate=st.sampled_from([0.5, 2.0]), later=st.integers(3, 5))
@explicit_examples(*(dict(LESSON, seed=3, rate=r, later=n) for r, n in ((8.0, 3), (0.1, 200), (0.01, 3))))
@asks(about_a_step)
def a_step_goes_down_the_slope_of_the_loss(train, seed, rate, later, **lesson):
    """With several, every step takes from W, U and v the slope of the mean loss, times the learning rate."""
    for step, old, new in steps_of(train, (1, 2, later), rate, seed, lesson):
        assert_descends(loss_of, "WUv", old, new, rate=rate, step=step, **lesson)


# --- 6. plot_training ---


@check("plot_training", points=3, hint="Where is the first word read, and the last one written?", examples=1)
@given(**PICTURE)
@example(losses=[4.0, 1.0], **LONG)
@example(losses=[4.0, 1.0], weights=np.ones((2, 1)), source=["I"], target=["je", "suis"])
def the_cells_show_the_weights(plot_training, losses, weights, source, target):
    """Cells show the weights beside their words, in colours from 0 to 1 that a bar explains."""
    right = plot_training(losses, weights, source, target).axes.by_count("heat_maps")[-1]
    assert_cells(right, weights, columns=source, rows=target, limits=(0, 1))


# --- 7. alignment ---


def about_ties(failed, alignment, **table):
    """Whether all pairs of the table that failed are where weights are largest, if not the first of these."""
    for weights, source, target in (one.values() for one in related(table)):
        pairs = [tuple(pair) for pair in alignment(weights, source, target)]
        places = [np.flatnonzero(row == row.max()) for row in weights]
        ties = [[(word, source[at]) for at in there] for word, there in zip(target, places, strict=True)]
        if pairs != [tie[0] for tie in ties]:
            even = len(pairs) == len(ties) and all(one in tie for one, tie in zip(pairs, ties, strict=True))
            return "Several places weigh most there alike. By what does your code choose one?" if even else ""
    return ""


@check("alignment", points=3, hint="Which place weighs most in each row, and what does your code look at?")
@given(**TABLE)
@example(weights=np.array([[0.6, 0.4], [0.6, 0.4]]), source=["I", "see"], target=["je", "vois"])
@explicit_examples({"weights": np.array([[4, 3, 3]]) / 10, "source": ["I", *"aa"], "target": ["je"]}, LONG)
@asks(about_ties)
def pairs_are_where_it_looked_most(alignment, **table):
    """A word written is paired with the word read that has the largest weight, the earlier one of two."""
    for weights, source, target in (one.values() for one in related(table)):
        due = [(word, source[row.argmax()]) for word, row in zip(target, weights, strict=True)]
        assert_matched(alignment(weights, source, target), due, places=weights.argmax(1), what="the pairs")
