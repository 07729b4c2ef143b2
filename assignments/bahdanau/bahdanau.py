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
# # Additive attention: learn how to compare
#
# In the last notebook a decoder looked back at every word. Whether a word fits, a dot product decided. In
# this one you build the attention that came first, by Bahdanau, Cho and Bengio: a small network *learns*
# what fits. It takes three hours. At the end, a few seconds of your own training find out which French word
# belongs to which English one, though it is told only what should have come out of the blend.
#
# | part | what you do | points |
# |---|---|---|
# | 1 to 3 | score, mask, and a class that remembers a sentence | 36 |
# | 4, 5 | the slope of a score, and training | 24 |
# | 6, 7 | draw what was learned, and read it off | 14 |
# | 8, 9 | say in your own words why it is made like this, and a short quiz | 26 |
#
# You need softmax, the weighted sum, and the derivative of a composition. It runs in Jupyter and in Google
# Colab alike. Run the cells from top to bottom, the first one first.

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
# ## What a dot product cannot do
#
# A dot product compares two vectors number by number. So it takes for granted that
#
# - both have **the same size**,
# - number 3 of the one means **the same** as number 3 of the other.
#
# Why should it? The decoder state comes out of the network that writes French, the encoder states out of
# the one that reads English. They have never met. A dot product can work only if training bends both into
# one space.
#
# Bahdanau's encoder states do not even have the decoder's size. Two networks read the sentence, one from
# the left and one from the right. What the two have in their heads at word $j$, joined to one longer vector,
# is the word's **annotation** $h_j$. So an annotation knows what comes before its word *and* what comes after
# it.

# %% tags=["demonstration"]
try:
    from data import demonstrations as demo
except ModuleNotFoundError:
    demo = None
    print("The folder data is not beside this notebook: drawings and demonstrations are skipped.")

if demo:
    display(demo.two_readers())

# %% [markdown]
# ## The idea: a small network compares
#
# Take both vectors into a space of their own, by a matrix each, add them there, bend the sum by $\tanh$,
# and read off one number:
#
# $$e_{ij} = v \cdot \tanh(W s_{i-1} + U h_j)$$
#
# That is all. $e_{ij}$ is the score of word $j$ before output word $i$; $s_{i-1}$ is the decoder state, and
# $W$, $U$ and $v$ are learned. Because the two are *added*, one speaks of **additive attention**.

# %% tags=["demonstration"]
if demo:
    display(demo.network())

# %% [markdown]
# From here on you know the way. Softmax makes **weights** of the scores, the weighted sum of the
# annotations is the **context**, and the decoder goes on with it:
#
# $$a_{ij} = \frac{e^{e_{ij}}}{\sum_k e^{e_{ik}}}$$
#
# $$c_i = \sum_j a_{ij} h_j$$
#
# $$s_i = f(s_{i-1}, y_{i-1}, c_i)$$
#
# Two things to note.
#
# - $U h_j$ has no $i$ in it. It is the same before every output word, so it is worked out **once a
#   sentence**.
# - Each of these steps has a derivative. So an error in the French tells $W$, $U$ and $v$ where they should
#   have looked. Alignment is learned along with translation, **from pairs of sentences alone**. This is why
#   it is called *soft* alignment: a hard choice of one word has no slope to go down.

# %% [markdown]
# ## Names and sizes
#
# | name | shape | what it is |
# |---|---|---|
# | `decoder_state` | `(n,)` | what the decoder is looking for just now, $s_{i-1}$ |
# | `encoder_states` | `(T, m)` | the annotations, **one row per word** |
# | `W` | `(a, n)` | takes the decoder state into the layer between |
# | `U` | `(a, m)` | takes an annotation there |
# | `v` | `(a,)` | reads the score off |
#
# $T$, $n$, $m$ and $a$ have nothing to do with one another; two of them may happen to be equal. In the paper
# $n$ and $a$ were 1000, and $m$ 2000.
#
# You are given NumPy arrays of floats, and of `bool` for a mask; the examples by hand write them as lists,
# to be short. Parameters keep the names that they have here. A sentence has at least one word. What goes
# into $\tanh$ is never above 100, nor below -100. Any style that gives the right numbers, to within
# 0.00001, is fine: loops, `einsum`, lists, or SciPy if you have it. None of these numbers is above 100 or
# below -100. Leave your inputs as you found them, and what you returned, too, when you are called again.
# An array that you are given twice may hold other numbers the second time. Return the result rather than
# print it. When it is graded, your code has no network, no files of yours and no threads.
#
# The cell under each question runs checks on your answer, and shows the smallest input that breaks it. Run
# it as often as you like. After you hand in, further checks of the same kind are run.

# %% [markdown]
# ## 1. Score: meet in a space between
#
# Write the formula for all words of a sentence at once: $v \cdot \tanh(W s + U h_j)$ for every row $h_j$.


# %% stub="additive_score"
def additive_score(decoder_state, encoder_states, W, U, v):
    """Score every word against the decoder state.

    decoder_state: (n,).  encoder_states: (T, m), one row per word.
    W: (a, n).  U: (a, m).  v: (a,).
    Returns: (T,), one score per word.

    By hand: everything has one number, decoder_state [1], two words [-1] and [0], W and U [[1]], v [2].
    Inside tanh: 1 - 1 = 0 and 1 + 0 = 1. So the scores are 2 * tanh(0) = 0 and 2 * tanh(1) = 1.523.
    """
    raise NotImplementedError


# %% check="additive_score" points=10
selfcheck("additive_score")

# %% [markdown]
# ## 2. Masked softmax: some places are no words
#
# Sentences that are read together must be equally long, so short ones are filled up with **padding**.
# Padding may stand anywhere, has scores like any other place, and must not get any attention. A **mask** says
# what is what: `True` for a word, `False` for padding. The words share out all of the attention, as if
# padding were not there.
#
# - Without a mask (`None`) every place is a word.
# - If there is nothing but padding, nobody can have the weights: raise a `ValueError`.
# - Scores may be as large as 2000 or as low as -2000, those of padding too.


# %% stub="masked_softmax"
def masked_softmax(scores, mask=None):
    """Turn scores into weights, and give padding none.

    scores: (T,), any real numbers, large ones too.
    mask: (T,), True for a word and False for padding; None: all are words.
    Returns: (T,); exactly 0 for padding, and the others add up to one.
    Raises: ValueError: there is no word.

    By hand: scores [0, log 3, 7], and the third is padding. The words alone have the exponentials [1, 3],
    so the weights are [0.25, 0.75, 0].
    """
    raise NotImplementedError


# %% check="masked_softmax" points=10
selfcheck("masked_softmax")

# %% [markdown]
# ## 3. A class that remembers a sentence
#
# $W$, $U$ and $v$ stay for life, a sentence stays for as long as it is being translated, and a decoder
# state comes and goes. A class has a place for each:
#
# - `AdditiveAttention(W, U, v)` keeps what was learned;
# - `remember(encoder_states)` is called once a sentence. It keeps the annotations. After it, the attribute
#   `keys` holds $U h_j$ for all words, `(T, a)`; a list or a property will do. A new sentence replaces the
#   old one. To work them out here, once a sentence, is advice: only the numbers in `keys` are checked;
# - calling the object with a decoder state gives `(context, weights)`, the context first. It leaves `keys`
#   as they are, and takes a mask as `masked_softmax` does: for nothing but padding it raises a
#   `ValueError`, too. What it returned stays as it was, whatever it is asked
#   later, and whatever it remembers.
#
# There may be several objects, each with a sentence of its own. An object that has not been told any raises
# an exception when it is asked; any kind will do, but for the bare `NotImplementedError` of a stub.
#
# Let it call your `masked_softmax`. A slip in there is paid for in question 2, and not here once more.


# %% stub="AdditiveAttention"
class AdditiveAttention:
    """Looks back at one sentence, for one decoder state after the other.

    By hand: attention = AdditiveAttention(W, U, v) with W = U = [[1]] and v = [2], as in question 1.
    After attention.remember([[-1], [0]]), attention.keys is [[-1], [0]].
    attention([1]) has the scores [0, 1.523], so the weights [0.179, 0.821], and the context
    0.179 * [-1] + 0.821 * [0] = [-0.179].
    """

    def __init__(self, W, U, v):
        """W: (a, n).  U: (a, m).  v: (a,)."""
        raise NotImplementedError

    def remember(self, encoder_states):
        """Keep a sentence, and make its keys. Returns nothing.

        encoder_states: (T, m), one row per word.
        """
        raise NotImplementedError

    def __call__(self, decoder_state, mask=None):
        """Look back at the sentence once.

        decoder_state: (n,).  mask: (T,), True for a word and False for padding; None: all are words.
        Returns: (context, weights) in that order; context (m,), weights (T,).
        Raises: ValueError: there is no word.
        """
        raise NotImplementedError


# %% check="AdditiveAttention" points=16
selfcheck("AdditiveAttention")

# %% [markdown]
# ## See it work: it compares, but does not know what
#
# The next cell makes up a little language. Eleven English words have an annotation each, of 12 random
# numbers, and eleven French words a decoder state each, of 6 random numbers. Your class looks back at a
# sentence, with random $W$, $U$ and $v$.

# %% tags=["demonstration"]
if demo:
    demo.untrained(AdditiveAttention)

# %% [markdown]
# A dot product of 6 and 12 numbers does not exist. Yours compares them, and gets a weight for every pair of
# words. The weights mean nothing yet: nobody has told $W$, $U$ and $v$ which French goes with which
# English. In question 5 you will, in a roundabout way.

# %% [markdown]
# ## 4. Which way is up: the slope of a score
#
# To learn is to know how the score moves when a number in $v$ or $W$ does. Look at a single word $h$. The
# score is $e = v \cdot z$ with $z = \tanh(x)$ and $x = W s + U h$.
#
# - $v$ stands outside $\tanh$. What is the derivative of $v_1 z_1 + v_2 z_2 + \dots$ by $v_1$?
# - $W$ stands inside. On the way out you pass $\tanh$, whose derivative is $1 - \tanh^2$. A number $W_{kl}$
#   gets into $x_k$ alone, and is multiplied by $s_l$ there.
#
# You can try whether you are about right: add 0.00001 to one number, and see how much the score moves. As
# an answer that is too rough; whatever is right to within 0.00001 is fine.


# %% stub="score_gradient" returns="by_v, by_W"
def score_gradient(decoder_state, encoder_state, W, U, v):
    """How the score of one word moves when a number of v or of W does.

    decoder_state: (n,).  encoder_state: (m,), the annotation of one word.
    W: (a, n).  U: (a, m).  v: (a,).
    Returns: (by_v, by_W) in that order; by_v (a,) and by_W (a, n), the derivative by each number.

    By hand: decoder_state [1, 2], encoder_state [1], W [[2, -1]], U [[0]], v [3]. Inside tanh is
    2 * 1 - 1 * 2 + 0 * 1 = 0, and tanh(0) = 0 with the slope 1. So by_v is [0], and
    by_W is 3 * 1 * [1, 2], that is [[3, 6]].
    """
    raise NotImplementedError


# %% check="score_gradient" points=10
selfcheck("score_gradient")

# %% [markdown]
# ## 5. Train: learn where to look, without being told
#
# Nobody says where to look. All we say is what should come out: for each sentence, with one decoder
# state, a **target**, the context $y$ that would have been right. The loss of a sentence is half the
# squared distance of the context from it, and the loss of all is the mean:
#
# $$L = \frac{1}{N} \sum \tfrac{1}{2} \lVert c - y \rVert^2$$
#
# To find its slope, go backwards: from the loss to the scores, and from the scores to $W$, $U$ and $v$.
# First, how does the loss of one sentence move with the score of word $j$?
#
# $$\frac{\partial}{\partial e_j} \tfrac{1}{2} \lVert c - y \rVert^2 = a_j \, (h_j - c) \cdot (c - y)$$
#
# Read it aloud: more attention to word $j$ moves the context towards $h_j$. If that is away from the
# target, the loss goes up. From the scores on it is question 4, for each word, times this number, added up
# over the words. $U$ is as $W$, with $h_j$ in place of $s$.
#
# The rules:
#
# - Draw `W` `(8, n)`, `U` `(8, m)` and `v` `(8,)`, in this order and before anything else, each by
#   `rng.normal(size=...)`.
# - A step writes down the loss of the weights **as they are**. Then it takes from each of `W`, `U` and `v`
#   its slope of $L$ times the learning rate, all three at once, all sentences together.
# - `steps` may be 0. Then there are no losses, and the weights are those drawn. There are 200 at most, and
#   every one is made in the same way.
#
# Write it from these formulas, without calling what you wrote above. Then a slip there costs nothing here.
# A hundred steps on three sentences should take less than a second.


# %% stub="train" returns="W, U, v, losses"
def train(sentences, targets, steps, learning_rate, rng):
    """Learn W, U and v by gradient descent.

    sentences: a list of N pairs (decoder_state, encoder_states), of shapes (n,) and (T, m); T may differ.
    targets: a list of N contexts (m,), as they should have been.  steps: 0 to 200.  learning_rate: a number.
    rng: a numpy random generator.
    Returns: (W, U, v, losses) in that order; W (8, n), U (8, m), v (8,), losses (steps,).

    By hand: a sentence of one word [2] with the target [1]. Whatever the score is, the weight is 1 and the
    context [2], so every loss is (2 - 1)**2 / 2 = 0.5, and W, U and v stay as they were drawn.
    """
    raise NotImplementedError


# %% check="train" points=14
selfcheck("train")

# %% [markdown]
# ## 6. See what it learned
#
# Draw two pictures in one new figure, side by side.
#
# - **Left**: the loss as a line over the steps 1, 2, 3, and so on. The loss axis is logarithmic, since the
#   loss falls by powers of ten. A legend calls the line `loss`; it may have other entries.
# - **Right**: the weights as a heat map, neither turned nor scaled: a column for each word read, a row
#   for each word written. Every word of `source` is a tick label at its column, every word of `target` at
#   its row; a word that comes twice stands there twice. The colours run from 0 to 1, and a colour bar stands
#   beside these cells, on any side, and shows all of that; it needs no label. Which colours, is up to you.
#
# In both pictures the x axis and the y axis have a name, in words of your own. Return the figure. If you
# return nothing, the current figure is looked at. Only this one is: a picture in another has no points.


# %% stub="plot_training" returns="figure"
def plot_training(losses, weights, source, target):
    """Draw the losses of a training, and the weights that came of it.

    losses: a list of two or more numbers above 0, one for each step. They may rise, too.
    weights: (N, T), row i the weights before output word i.
    source: list of the T words read.  target: list of the N words written.
    Returns: a new figure with two subplots.

    By hand: losses [4, 1] are a line from (1, 4) to (2, 1). With weights [[1, 0], [0.25, 0.75]], source
    ["I", "sleep"] and target ["je", "dors"], the cell where "dors" and "I" meet shows 0.25.
    """
    raise NotImplementedError


# %% check="plot_training" points=8
selfcheck("plot_training")

# %% [markdown]
# ## 7. Read off the alignment
#
# A picture is for people. Now say it in words: for each word written, in order, the word read that it
# looked at most. If two have the same weight, take the earlier one.


# %% stub="alignment" returns="value"
def alignment(weights, source, target):
    """For each word written, the word read that has the largest weight.

    weights: (N, T), row i the weights before output word i.  source: list of the T words read.
    target: list of the N words written.
    Returns: a list of N pairs (word written, word read).

    By hand: weights [[1, 0], [0.5, 0.5]] of source ["I", "sleep"] and target ["je", "dors"]: "je" looked
    at "I", and "dors" at both alike, so at the earlier one: [("je", "I"), ("dors", "I")].
    """
    raise NotImplementedError


# %% check="alignment" points=6
selfcheck("alignment")

# %% [markdown]
# ## See it work: it learns who belongs to whom
#
# Back to the little language. Your `train` gets 80 sentences of three to five of its words, in any order,
# each with the state of one French word. The target is the annotation of the right English word, but
# *which* word of the sentence that is, it is not told. Then your class looks back at a sentence that was
# not among them. It takes a few seconds.

# %% tags=["demonstration"]
if demo:
    demo.trained(train, AdditiveAttention, plot_training, alignment)

# %% [markdown]
# The last line says what there is to see. Once every French word has found its English one, *modèles NLP
# profonds* runs backwards over *deep NLP models*.
#
# Be fair to those who did it first: here a word has the same annotation wherever it stands, and the targets
# are given. Bahdanau's annotations come out of two recurrent networks, his targets out of the French
# sentence, and all of it is trained at once. What is the same is the part that you wrote.
#
# Try it with fewer sentences, or with another start, and see when pairs begin to be wrong. In a new cell:
#
# ```python
# demo.trained(train, AdditiveAttention, plot_training, alignment, sentences=20, seed=5)
# ```

# %% [markdown]
# ## What came of it
#
# The paper measured translations from English into French by BLEU, where higher is better. RNNencdec has
# one fixed vector, RNNsearch has this attention; 30 or 50 words was the longest sentence in training.
#
# | model | all sentences | without unknown words |
# |---|---|---|
# | RNNencdec-30 | 13.93 | 24.19 |
# | RNNsearch-30 | 21.50 | 31.44 |
# | RNNencdec-50 | 17.82 | 26.71 |
# | RNNsearch-50 | 26.75 | 34.16 |
# | RNNsearch-50, trained longer | 28.45 | 36.15 |
# | Moses, phrase by phrase, with more data | 33.30 | 35.63 |
#
# Note that RNNsearch-30 beats RNNencdec-50: to look back was worth more than to see longer sentences in
# training. RNNencdec falls from about 20 words on; RNNsearch-50 shows no loss up to 60 words. Trained
# longer, and without unknown words, it does better than Moses, which had more data.
#
# **The price.** A sentence of $T_x$ words and a translation of $T_y$ words take $T_x \times T_y$
# evaluations of the little network. A year later Luong and others compared scores: *dot*, $s \cdot h$,
# needs equal sizes and costs one product; *general*, $s \cdot W h$, learns a matrix between. Both are
# **multiplicative**, and a whole table of them is a single matrix product. Transformers, in a later lesson,
# are built on that.

# %% [markdown]
# ## 8. In your own words
#
# A person reads these two. Ideas count, in any words and any order; length does not, nor does grammar.
# Double-click the text to edit it.
#
# ### 8a. Why tanh? (8 points)
#
# Suppose somebody leaves $\tanh$ out: $e_j = v \cdot (W s + U h_j)$. Which of the two parts differs from
# one word read to the next? What does softmax make of the other one? So what do the weights still depend
# on, and what does that mean for the context of the first output word, the second, the third? A formula
# or numbers of your own are welcome.

# %% [markdown] answer="why_tanh" points=8
# *Your answer here.*

# %% [markdown]
# ### 8b. What it buys, and what it costs (8 points)
#
# Compare the additive score with the plain dot product of the last notebook. A good answer names two things
# that the additive score can do and the dot product cannot, says what it costs and what that grows with,
# and how part of the cost is saved.

# %% [markdown] answer="buys_and_costs" points=8
# *Your answer here.*

# %% [markdown]
# ## 9. Quick quiz
#
# Put one of the choices between the quotes. The check below only tells whether it is one of the choices.

# %% quiz="bahdanau_score" choices="additive, multiplicative"
# Which kind of score is Bahdanau's? Additive or multiplicative?
bahdanau_score = ""

# %% check="bahdanau_score" points=2
selfcheck("bahdanau_score")

# %% quiz="once_a_sentence" choices="W s, U h, the scores, the weights"
# What is worked out once a sentence? W s, U h, the scores or the weights?
once_a_sentence = ""

# %% check="once_a_sentence" points=2
selfcheck("once_a_sentence")

# %% quiz="attention_weights" choices="trained, computed"
# Once training is over: are the attention weights of a sentence trained or computed?
attention_weights = ""

# %% check="attention_weights" points=2
selfcheck("attention_weights")

# %% quiz="mask_is_for" choices="padding, unknown words, long sentences, future words"
# What was the mask of question 2 for? Padding, unknown words, long sentences or future words?
mask_is_for = ""

# %% check="mask_is_for" points=2
selfcheck("mask_is_for")

# %% quiz="alignment_kind" choices="hard, soft"
# Is the alignment hard or soft?
alignment_kind = ""

# %% check="alignment_kind" points=2
selfcheck("alignment_kind")

# %% [markdown]
# ## Before you hand in
#
# Your functions are graded with Python's own library, NumPy, SciPy and Matplotlib: no other package, no
# network, no threads.
#
# Restart the kernel and run all cells from the top: what works only because of a cell that you have deleted
# does not work. `selfcheck()` in a new cell runs the checks of all questions at once. Then save, and hand
# in this file.
