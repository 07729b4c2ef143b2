"""The notebook's demonstrations. They run on your functions, and wait politely until these are written."""

import functools
import traceback

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from .drawing import Drawing
from .language import ENGLISH, FRENCH, SENTENCE, WRITTEN, annotations, decoder_states, exercises


def politely(demonstration):
    """Let a demonstration say in one sentence why it cannot run, instead of a page of traceback."""

    @functools.wraps(demonstration)
    def run(*arguments, **named):
        before = plt.get_fignums()
        try:
            with np.errstate(all="ignore"):
                return demonstration(*arguments, **named)
        except NotImplementedError as error:
            where = traceback.extract_tb(error.__traceback__)[-1].name
            name = "AdditiveAttention" if where in ("__init__", "remember", "__call__") else where
            print(f"This demonstration waits for your {name}, which is not written yet.")
        except Exception as error:
            told = f"{type(error).__name__}: {error}".splitlines()[0][:70]
            print(f"What your code returned does not fit here ({told}). Do its checks pass?")
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
        return None

    return run


def two_readers():
    """The drawing of two networks that read a sentence, and of what an annotation is."""
    return Drawing.of("annotations.svg")


def network():
    """The drawing of the small network that compares."""
    return Drawing.of("network.svg")


def weights_before(attention, word):
    """How much each word of the sentence weighs before this one is written."""
    _, weights = attention(decoder_states()[word])
    if np.shape(weights) != (len(SENTENCE),):
        raise ValueError(f"weights of shape {np.shape(weights)} for {len(SENTENCE)} words")
    return weights


@politely
def untrained(AdditiveAttention):
    """Look back at the sentence with random numbers for W, U and v, and print the weights."""
    rng = np.random.default_rng(3)
    n, m = decoder_states()["je"].size, annotations()["I"].size
    attention = AdditiveAttention(rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8))
    attention.remember(np.array([annotations()[word] for word in SENTENCE]))
    print(f"A decoder state has {n} numbers, an annotation {m}.")
    print(" " * 10, *(f"{word:>9}" for word in SENTENCE))
    for word in WRITTEN[:3]:
        weights = weights_before(attention, word)
        print(f"{word:10}", *(f"{weight:9.2f}" for weight in weights))


@politely
def trained(train, AdditiveAttention, plot_training, alignment, *, sentences=80, seed=1):
    """Train on so many sentences of the little language, then look back at one that was not among them.

    seed: of the numbers that train starts with.
    """
    read, targets = exercises(np.random.default_rng(1), count=sentences)
    W, U, v, losses = train(read, targets, 100, 0.3, np.random.default_rng(seed))
    attention = AdditiveAttention(W, U, v)
    attention.remember(np.array([annotations()[word] for word in SENTENCE]))
    weights = np.array([weights_before(attention, word) for word in WRITTEN])
    plot_training(losses, weights, SENTENCE, WRITTEN)
    pairs = [tuple(map(str, pair)) for pair in alignment(weights, SENTENCE, WRITTEN)]
    told = ", ".join(f"{written} at {read}" for written, read in pairs)
    for number in plt.get_fignums():
        alt = (
            f"The loss goes from {losses[0]:.2g} to {losses[-1]:.2g}. Each word looks mostly at one: {told}."
        )
        display(plt.figure(number), metadata={"image/png": {"alt": alt}})
        plt.close(number)
    print("\n".join(f"{written:10} → {read}" for written, read in pairs))
    right = [written for written, read in pairs if (written, read) in zip(FRENCH, ENGLISH, strict=True)]
    print(f"{len(right)} of {len(WRITTEN)} pairs are those of the language.")
    print(closing([word for word in WRITTEN if word not in right], weights, pairs))


def closing(lost, weights, pairs):
    """What there is to see. lost: the words written that have not found theirs."""
    if not lost:
        return "Every French word has found its English one, and modèles NLP profonds runs backwards."
    told = f"Not right: {', '.join(lost)}."
    due = [(word, SENTENCE[row.argmax()]) for word, row in zip(WRITTEN, weights, strict=True)]
    if pairs == [pair[::-1] for pair in due]:
        return f"{told} The pairs are where the weights are largest. Which of the two words comes first?"
    if pairs != due:
        return f"{told} The pairs are not where the weights are largest. Do the checks of alignment pass?"
    return f"{told} In such a row, which cell is bright, or are several alike? Does the loss still fall?"
