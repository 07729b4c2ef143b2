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
# You know the encoder-decoder: one network reads a sentence, another writes its translation. In this notebook
# you build the part that made it good. It takes two to three hours, and at the end a small translator runs on
# *your* code and shows you where it looks.
#
# | part | what you do | points |
# |---|---|---|
# | 1 to 4 | one look back, in NumPy: score, softmax, context, attend | 42 |
# | 5, 6 | look back before every word, and draw where you looked | 18 |
# | 7 to 9 | say in your own words what it is good for, and a short quiz | 40 |
#
# It runs in Jupyter and in Google Colab alike. Run the cells from top to bottom.

# %%
# @title Run this cell first. It installs the checks that came with this notebook.
import glob, importlib.util, io, os, urllib.request, zipfile
URL = ""
try:
    if URL and not glob.glob("attention_grader-*.whl") and not importlib.util.find_spec("grader"):
        packed = zipfile.ZipFile(io.BytesIO(urllib.request.urlopen(URL, timeout=60).read()))
        packed.extractall(members=[name for name in packed.namelist() if not name.endswith(".ipynb")])
    for wheel in glob.glob("attention_grader-*.whl"):
        exec(zipfile.ZipFile(wheel).read("grader/student/install.py"), {"__name__": "__main__"})
    from grader import selfcheck
except Exception as error:
    asked = f"Are you online? Can you open {URL}?" if URL else "Is your zip unpacked there, each file whole?"
    print(f"No checks in {os.getcwd()}: {error}. {getattr(error, 'cure', asked)}")

# %%
import matplotlib.pyplot as plt
import numpy as np

np.set_printoptions(precision=3, suppress=True)

# %% [markdown]
# ## The problem: everything through one vector
#
# A basic sequence-to-sequence model works like this. The encoder reads the sentence word by word, and what it
# has in its head after the last word goes to the decoder: **one context vector**, say of 256 numbers. The
# decoder never sees the sentence. Whatever it writes, it depends on that vector entirely.
#
# For *I am learning* this works. Now think of this paragraph. The vector has no more room for it than for the
# three words, so the translation fails where
#
# - the sentence is **long**: there is more to keep than there is room,
# - the words that matter come **early**: much has been read on top of them since,
# - **detail** matters: a name, a number, a *not*.
#
# This is the **information bottleneck**. Training longer does not remove it, and a larger vector only moves
# it.
#
# ## How people do it
#
# Nobody translates a page from one snapshot in memory. You keep the page open. Before you write a word, you
# look back, re-read, and focus on the words that matter *now*; for the next word your eyes go somewhere
# else.
#
# ## The idea: let the decoder look back
#
# So let the encoder keep what it had in its head after **every** word, all its hidden states, one for each
# word. At each step the decoder looks at all of them, decides which ones matter, and gets a context made for
# this very step. Not encoder → one vector → decoder, but encoder → all hidden states, and the decoder
# selects.

# %% tags=["demonstration"]
try:
    from data import demonstrations as demo
except ModuleNotFoundError:
    demo = None
    print("The folder data is not beside this notebook: drawings and demonstrations are skipped.")

if demo:
    display(demo.information_flow())

# %% [markdown]
# ## The steps, for every word to be written
#
# 1. **Look** at all encoder states, whichever word they come from.
# 2. **Score** each of them: compare it with the decoder state. The higher the score, the more attention.
# 3. Turn the scores into **weights** by softmax: positive, adding up to one.
# 4. Add up the states, each times its weight. That is the **context** of this step.
# 5. Write the **next word** from the context and the decoder state, and move on to the next decoder state.
#
# The new state asks a new question, so steps 1 to 4 start afresh for the next word. Sketches of attention
# often leave that last half sentence out, and then every word looks at the same place.
#
# ## An example
#
# *I am learning deep NLP models* → *Je suis en train d'apprendre des modèles NLP profonds*
#
# | writing | looks mostly at |
# |---|---|
# | Je | I |
# | suis | am |
# | apprendre | learning |
#
# Nobody tells the model these pairs. It learns to translate, and looking at the right word helps. Note that
# *deep NLP models* comes out in the opposite order: a translator cannot just walk along the sentence.

# %% [markdown]
# ## Your part
#
# You build the look back in three small steps, then join them:
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
# The cell under each question checks your function, and shows the smallest input that breaks it. After you
# hand in, further checks of the same kind are run.
#
# ## What counts
#
# - **You are given** new NumPy arrays, each of `float64` or of whole numbers (`int64`): 1 to 40 words of 1 to
#   100 features, states from -200 to 200. `softmax` is given scores from -20,000 to 20,000; such states can
#   have larger ones, and `attend` copes with them. Your parameters may have other names.
# - **You return** an array (a view will do), a list or tuple of numbers (`int`, `float` or NumPy's), or of
#   such rows for a table; two things as a tuple or a list.
# - **Right** is within 0.00001 of the true number; where larger numbers are added up, within 0.00001 times
#   their size. Any style that gets there is fine: `float32` does in all checks, `float16` never.
# - **Leave** the arrays and lists that you are given as they were, and what you have returned, too, when you
#   are called again.
# - Printing and warnings cost nothing. A call may take a second.

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

    By hand: decoder_state [1, 2] and three words [3, 0], [2, 1], [-1, -1].
    First word 1*3 + 2*0 = 3, second 1*2 + 2*1 = 4, third -1 - 2 = -3, so [3, 4, -3].
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
# what a computer can hold. Think about what you may do to all scores without changing the weights. A weight
# below 0.000000001 may come out as 0.


# %% stub="softmax"
def softmax(scores):
    """Turn scores into attention weights.

    scores: (T,), real numbers from -20,000 to 20,000.
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
# own three functions. Nine of the ten points are for joining them: what is wrong in one of them, or missing,
# does not cost you those. Whoever writes it all in one piece gets all ten, too, if the numbers are right.
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

# %% [markdown]
# ## See it work: what one vector forgets
#
# The next cell makes up sentences of random codes and then asks: what was the first word? Once everything is
# mixed into a single vector of 64 numbers, once your `attend` looks back at one state per word.

# %% tags=["demonstration"]
if demo:
    demo.memory(attend)

# %% [markdown]
# With a right `attend`, about three in ten first words come back out of the single vector when the sentence
# has 16 words, and all of them by attention.
#
# Be fair to the vector: a trained encoder uses its room more cleverly than this one. And attention keeps $T$
# vectors instead of one: what it keeps grows with the sentence.
#
# What does training make of it? Two small networks learned to write digits backwards, one with a fixed
# vector, one with attention; same size, same training, on rows of up to 12 digits. Your `attend` works
# inside the second one now. The numbers are the share of 40 rows that come out right from the first digit to
# the last.

# %% tags=["demonstration"]
if demo:
    demo.backwards(attend)

# %% [markdown]
# The same measured with more patience, 300 rows or sentences a point, for digits and for English into French:

# %% tags=["demonstration"]
if demo:
    demo.lengths()

# %% [markdown]
# With one fixed vector, rows of 6 digits are still nearly always right; of 12, only one in four. The
# translator falls off a cliff at ten words. With attention both do well as far as they were trained: all
# rows of 12 digits, nine in ten sentences of 21 to 23 words.
#
# In the grey, sequences are longer than in training, and **both** fail: attention removes the bottleneck, it
# does not teach what was never practised. A vector eight times as large moves the cliff, and does not remove
# it. These curves are one training run each; another moves them a little.
#
# *Keep one of your numbers: you will want it in question 7.*

# %% [markdown]
# ## 5. Decode: look back before every word
#
# One look is not a translation. The decoder writes `n` words, and looks back afresh before each of them. The
# decoder itself is given to you as a function:
#
# > `step(context, state)` returns `(output, next_state)`: the word it writes, and what it looks for next.
#
# What an output is makes no difference to you: a vector, any number, a word, which may be any text, such as
# `" La"` or `"7"`. In one text all are of one kind. Keep each as `step` gave it, in a list, a tuple or an
# array, and go on to the end: an end mark is an output like any other, a word may come twice, and a whole
# number before a fraction. Call `step` once for every word; it takes lists, too, and changes nothing.
#
# For every word: look back with the present state, hand `step` the context and that same state, keep the
# output, keep the weights, and **go on with the next state**. `n` is from one to a dozen, and need not be the
# number of words read: French has more words here than English. The weights of all steps, one row per word
# written, are the **alignment**. Return two things, the outputs first and the alignment second.


# %% stub="decode" returns="outputs, alignment"
def decode(first_state, encoder_states, step, n):
    """Write n output words, looking back at the sentence before each.

    first_state: (d,), the decoder's state at the start.  encoder_states: (T, d), one row per word.
    step: a function you are given, step(context, state) -> (output, next_state); next_state: (d,).
    n: how many words, 1 to 12.
    Returns: (outputs, alignment) in that order; the n outputs, and (n, T), row i the weights before output i.

    By hand: one word, [4, 2], so every look gives it the weight 1 and the context [4, 2]. With
    step(context, state) = (context - state, state + context) and first_state [0, 0], the outputs are
    [4, 2] - [0, 0] = [4, 2], then [4, 2] - [4, 2] = [0, 0]; the alignment for n = 2 is [[1], [1]].
    """
    raise NotImplementedError


# %% check="decode" points=10
selfcheck("decode")

# %% [markdown]
# ## 6. See where it looked
#
# Draw the alignment as a heat map: one cell for every pair of a word written and a word read, coloured by the
# weight. Make it readable for somebody who has never seen one:
#
# - every word stands as a tick label at the middle of its row or column, just as it is, in the order of its
#   sentence: `source`, the words read, on one axis, `target`, the words written, on the other; either way
#   round, and from either end, if words and cells agree; a word that comes twice stands there twice,
# - each axis of the heat map is named (`set_xlabel`, `set_ylabel`) for the words along it: source and target,
#   read and written, English and French, any two names that are not exchanged,
# - a colour bar says what the colours mean, and both run from 0 to 1, so that two pictures can be compared;
#   the colour alone tells the weight: each cell has one, nothing covers it, all are equally opaque, and
#   weights more than a tenth apart look different.
#
# All else is up to you: which colours, even or not, how wide columns are, a title, lines and numbers in the
# cells, a second panel without a heat map, crowded words.
#
# One word or a dozen, however small a weight: the picture shows it in the same way.
#
# Hand the weights to `imshow` or `pcolormesh`, which put the middle of a cell at different places; squares
# that you colour yourself cannot be read. Each call makes a new figure and draws into that one only; an empty
# one beside it costs nothing. Return the figure, its axes, both, or anything else in it; if you return
# nothing, the current figure is looked at.


# %% stub="plot_attention" returns="figure"
def plot_attention(weights, source, target):
    """Draw the alignment as a heat map.

    weights: (N, T), row i the weights before output word i.  source: list of the T words read.
    target: list of the N words written.  N and T: 1 to 12.
    Returns: the axes, in a new figure.

    By hand: weights [[1, 0], [0.25, 0.75]] of source ["I", "sleep"] and target ["je", "dors"]: the cell where
    "dors" and "I" meet shows 0.25, on a colour scale from 0 to 1.
    """
    raise NotImplementedError


# %% check="plot_attention" points=8
selfcheck("plot_attention")

# %% [markdown]
# ## See it work: a translator that looks back with your code
#
# In `data/` lies a small translator, trained for four minutes on sentences made up by a little grammar: 57
# English words, 22,854 weights. The sentence of our example was kept out of training. What is missing in it
# is what you wrote: it calls your `attend` before every word, and your `plot_attention` draws where
# it looked.

# %% tags=["demonstration"]
if demo:
    demo.translation("I am learning deep NLP models", attend, plot_attention)

# %% [markdown]
# Find the three pairs of the example: *je* rests on *I* (0.98), *suis* on *am* (1.00), *apprendre* on
# *learning* (1.00). Then find *modèles NLP profonds*: the bright cells run backwards, since French puts the
# adjective last. *En train d'* has no English word of its own; there the model looks at the end mark `</s>`,
# its place for "nothing in particular".
#
# Now the same model, trained once more from other random numbers:

# %% tags=["demonstration"]
if demo:
    demo.translation("I am learning deep NLP models", attend, plot_attention, "french_attention_seed_1")

# %% [markdown]
# The same French, word for word, but *apprendre* now looks at *I*, and *je* at *am*. The encoder reads the
# neighbours too, so *am* knows that somebody stands before it. **Weights show where the model looked. They
# do not prove why it wrote what it wrote.**
#
# We chose the first picture for you: of twelve training runs, only four showed all three pairs of the
# example (ten had *apprendre* on *learning*). Who shows you one beautiful heat map may have chosen it, too.
#
# The loop there is your `decode`, plus the decision to stop at the end mark. Here is yours, told to write
# ten words:

# %% tags=["demonstration"]
if demo:
    demo.your_decoder("I am learning deep NLP models", decode, 10)

# %% [markdown]
# And a longer sentence, by the model with one fixed vector and by yours:

# %% tags=["demonstration"]
if demo:
    demo.side_by_side("I am learning deep NLP models and they are building simple tools", attend)

# %% [markdown]
# Without attention the French is fluent, and about the wrong things: *I am learning simple tools and they
# are learning simple tools.* Two clauses have run into one, and nobody builds anything. That is
# what a bottleneck looks like from outside: nothing crashes, details go.

# %% [markdown]
# Try sentences of your own in a new cell, `demo.translation("they are reading my big books", attend,
# plot_attention)`.

# %% [markdown]
# ## Why it is powerful, and what came of it
#
# - **No fixed length.** Nothing has to be squeezed into one vector; what is kept grows with the input.
# - **Long sequences.** Word 1 is as near as word 40: one look away.
# - **Better quality**, the more so the longer the sentence.
# - **Better gradient flow.** In training, errors find a short way from each output word to the input words it
#   looked at, past all the steps between.
# - **A picture of the alignment**, to be read with the care you have just learned.
#
# It has a price: a score for every pair of words, $N \times T$ of them.
#
# **Where it is used.** In machine translation, where it began; in speech recognition, where the "words" are
# slices of sound; in summarisation, where few words look back at many; in chatbots, which look back at what
# you said.
#
# **What comes next.** Your score is a dot product. *Bahdanau attention*, the next lesson, learns how to
# compare: it puts both states through a small network and adds them, hence *additive* attention. And later,
# *Transformers*: if looking is so good, let every word look at every other, and leave the recurrence out.
# Your `attend` is their foundation.

# %% [markdown]
# ## 7. In your own words
#
# A person reads these three. Ideas count, in any words and any order; length does not, nor does grammar.
# Half a page is plenty for each. Double-click the text to edit it.
#
# ### 7a. The bottleneck (10 points)
#
# Explain the bottleneck problem in sequence-to-sequence models to a friend who has not seen this notebook. A
# good answer says what is handed over and what is special about it; what the decoder has besides; what goes
# wrong, and when it gets worse; why; and brings an example, a number or a picture of your own.

# %% [markdown] answer="bottleneck" points=10
# *Your answer here.*

# %% [markdown]
# ### 7b. An analogy (8 points)
#
# Explain attention by something that people do; another thing than re-reading a page is welcome. A good
# answer describes it so that one can see it; shows that the parts do not matter equally, and that what
# matters changes from step to step; says which part of your picture is which part of the model; and where
# the picture stops being true.

# %% [markdown] answer="analogy" points=8
# *Your answer here.*

# %% [markdown]
# ### 7c. With and without (10 points)
#
# Fill in the table, both columns of each row. Below it, give one number or picture from your own run of this
# notebook and say what it shows, and name one honest limit of attention.

# %% [markdown] answer="comparison" points=10
# | | without attention | with attention |
# |---|---|---|
# | context | | |
# | long sentences | | |
# | interpretability | | |
#
# *My number or picture, and what it shows:*
#
# *One limit of attention:*

# %% [markdown]
# ## 8. Practice questions
#
# Two or three sentences each.
#
# ### 8a. What problem does attention solve? (4 points)
#
# Name it, say what it did to translations, and how attention gets around it.

# %% [markdown] answer="practice_problem" points=4
# *Your answer here.*

# %% [markdown]
# ### 8b. Does attention use all encoder states? (4 points)
#
# Yes or no, and why: think of what softmax can return, and of what makes one state count more than another.

# %% [markdown] answer="practice_states" points=4
# *Your answer here.*

# %% [markdown]
# ## 9. Quick quiz
#
# Put one of the choices between the quotes, nothing else; capital letters, and blanks or marks around it,
# make no difference. The check below only tells whether it is one of the choices.

# %% quiz="static_or_dynamic" choices="static, dynamic"
# Is attention static or dynamic? Put one of the two words between the quotation marks.
static_or_dynamic = ""

# %% check="static_or_dynamic" points=2
selfcheck("static_or_dynamic")

# %% quiz="model_family" choices="convolutional networks, decision trees, Markov chains, Transformers"
# Which model family did attention make possible?
# Convolutional networks, decision trees, Markov chains or Transformers?
model_family = ""

# %% check="model_family" points=2
selfcheck("model_family")

# %% [markdown]
# ## Before you hand in
#
# Your functions are graded with Python's own library, NumPy, SciPy and Matplotlib: no other package, no
# network, no files of yours, no threads.
#
# Restart the kernel and run all cells from the top: what works only because of a cell that you have deleted
# does not work. Each question is graded where its check cell stands, and at the end; the better counts.
#
# `selfcheck()` in a new cell runs all checks at once. Save, and hand in this file.
