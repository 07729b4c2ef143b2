# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Attention: look back at every word
#
# A translator that squeezes a whole sentence into one vector forgets. Attention lets the decoder look back
# at *all* encoder states each time it writes a word, and choose. You will build that look in three small
# steps, then join them:
#
# > **score** every word → **softmax** into weights → **context**, the weighted sum → **attend**, all three
#
# In this notebook $T$ is the number of words and $d$ the number of features in one state.
#
# | name | shape | what it is |
# |---|---|---|
# | `decoder_state` | `(d,)` | what the decoder is looking for just now |
# | `encoder_states` | `(T, d)` | what the encoder remembers: **one row per word** |
# | `scores` | `(T,)` | how well each word fits, any real numbers |
# | `weights` | `(T,)` | how much attention each word gets, positive, adding up to one |
# | `context` | `(d,)` | the blend of states that the decoder receives |
#
# Loops, `einsum`, plain lists, `float32`: every style that gives the right numbers is fine, and so is SciPy.
# Two rules hold throughout: leave your inputs as you found them, and return the result rather than print it.
# When it is graded, your code has no network, no files of yours and no threads.
#
# The cell under each question runs checks on your function, and shows the smallest input that breaks it.
# Run it as often as you like. After you hand in, further checks of the same kind are run.

# %%
import numpy as np

from grader import selfcheck

np.set_printoptions(precision=3, suppress=True)

# %% [markdown]
# ## 1. Score: how well does each word fit?
#
# Compare the decoder state with every encoder state by the plain dot product: multiply feature by feature
# and add up. Do not scale the result, and do not squash it. A word that points the same way as the decoder
# state scores high, one that points the other way scores below zero.


# %% stub="score"
def score(decoder_state, encoder_states):
    """Score every word against the decoder state.

    decoder_state: (d,).  encoder_states: (T, d), one row per word.
    Returns: (T,), one dot product per word.

    By hand: decoder_state [1, 2] and three words [3, 0], [0, 1], [-1, -1].
    First word 1*3 + 2*0 = 3, second 1*0 + 2*1 = 2, third -1 - 2 = -3, so [3, 2, -3].
    """
    raise NotImplementedError


# %% check="score" points=10
selfcheck("score")

# %% [markdown]
# ## 2. Softmax: from scores to weights
#
# Scores can be negative and add up to anything. Weights must be positive and add up to one, so that they say
# how attention is *shared out*. Raise $e$ to each score and divide by the total:
#
# $$w_t = \frac{e^{s_t}}{e^{s_1} + e^{s_2} + \dots + e^{s_T}}$$
#
# This must also work for scores as large as 20,000 and as low as -20,000, where $e^{s}$ itself leaves
# what a computer can hold. Think about what you may do to all scores without changing the weights.


# %% stub="softmax"
def softmax(scores):
    """Turn scores into attention weights.

    scores: (T,), any real numbers, large ones too.
    Returns: (T,), positive, adding up to one.

    By hand: scores [0, log 3], so the exponentials are [1, 3], their total is 4,
    and the weights are [0.25, 0.75].
    """
    raise NotImplementedError


# %% check="softmax" points=12
selfcheck("softmax")

# %% [markdown]
# ## 3. Context: blend the states
#
# Now let every word speak as loudly as its weight allows: multiply each encoder state by its weight, and add
# the results. The context has the size of *one* state, however long the sentence is.


# %% stub="context_vector"
def context_vector(weights, encoder_states):
    """Blend the encoder states by their weights.

    weights: (T,), none below zero, adding up to one.  encoder_states: (T, d), one row per word.
    Returns: (d,), the weighted sum of the rows.

    By hand: weights [0.25, 0.75] and two words [4, 0, 8], [0, 4, 8].
    A quarter of the first is [1, 0, 2], three quarters of the second [0, 3, 6], together [1, 3, 8].
    """
    raise NotImplementedError


# %% check="context_vector" points=10
selfcheck("context_vector")

# %% [markdown]
# ## 4. Attend: all three together
#
# One look back at the sentence: score every word, turn the scores into weights, blend the states. Call your
# own three functions. Nine of the ten points are for joining them: wrong numbers from one of them do not cost
# you those.
#
# Return **two** things, the context first and the weights second. The decoder needs the context; we want
# the weights too, to see where it looked.


# %% stub="attend" returns="context, weights"
def attend(decoder_state, encoder_states):
    """Look back once at the whole sentence.

    decoder_state: (d,).  encoder_states: (T, d), one row per word.
    Returns: (context, weights) in that order; context (d,), weights (T,).

    By hand: decoder_state [log 3, 0] and two words [1, 8], [0, 4]. The scores are [log 3, 0],
    the weights [0.75, 0.25], the context 0.75 * [1, 8] + 0.25 * [0, 4] = [0.75, 7].
    """
    raise NotImplementedError


# %% check="attend" points=10
selfcheck("attend")
