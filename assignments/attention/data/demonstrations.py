"""The notebook's demonstrations. They run on your functions, and wait politely until these are written."""

import functools
import json
import random
import textwrap
import traceback
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from .drawing import Drawing
from .translator import END_MARK, UnknownWord, load, open_sentence, translate

FIXED, LOOKING_BACK = "#b45309", "#1d4ed8"  # told apart by everyone, in grey too; their lines differ as well


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
            print(f"This demonstration waits for your {where}, which is not written yet.")
        except UnknownWord as error:
            print(error)
        except Exception as error:
            told = f"{type(error).__name__}: {error}".splitlines()[0][:70]
            print(f"What your functions returned does not fit here ({told}). Do their checks pass?")
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
        return None

    return run


def information_flow():
    """The drawing of what the decoder gets to see, without attention and with it."""
    return Drawing.of("flow.svg")


def show(words):
    """Show every open figure, with `words` for whoever cannot see it, and close it."""
    for number in plt.get_fignums():
        display(plt.figure(number), metadata={"image/png": {"alt": words}})
        plt.close(number)


# --- one vector's memory ---


@politely
def memory(attend):
    """Words are put into one vector of 64 numbers, or kept as states. Is the first one still there?"""
    lengths = [1, 2, 4, 8, 12, 16, 24, 32]
    from_vector, from_states = zip(*(recall(words, attend) for words in lengths), strict=True)
    _, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    curves(axes, lengths, from_vector, from_states)
    axes.set(xlabel="words in the sentence", ylabel="first word recalled", xticks=lengths)
    show(f"How often the first word is recalled. {in_words(lengths, from_vector, from_states)}")
    at = lengths.index(16)
    print(
        f"The first of 16 words is recalled {from_vector[at]:.0%} of the time from one vector, "
        f"{from_states[at]:.0%} by your attend."
    )


def recall(words, attend, *, d=64, vocabulary=20, trials=100):
    """How often the first of so many words is named right: from one vector, and by attention.

    Nothing is trained. A word is one of 20 random codes; where it stands is a random code, too. One vector
    takes in a word by mixing the two (circular convolution) and adding the mix; older mixes fade by 5 %.
    Attention has them side by side, one row per word, and asks with the code of the place.
    """
    rng = np.random.default_rng(words)
    codes = rng.normal(size=(vocabulary, d)) / np.sqrt(d)
    right = np.zeros(2)
    for _ in range(trials):
        places = rng.normal(size=(words, d)) / np.sqrt(d)
        sentence = rng.integers(vocabulary, size=words)
        fade = 0.95 ** np.arange(words)[::-1, None]
        mixed = np.fft.rfft(places) * np.fft.rfft(codes[sentence])
        vector = (fade * np.fft.irfft(mixed, d)).sum(axis=0)
        unmixed = np.fft.irfft(np.fft.rfft(vector) * np.conj(np.fft.rfft(places[0])), d)
        asked = np.concatenate([10 * places[0], np.zeros(d)])
        context, _ = attend(asked, np.concatenate([places, codes[sentence]], axis=1))
        right += [(codes @ memory).argmax() == sentence[0] for memory in (unmixed, context[d:])]
    return right / trials


# --- length ---


@politely
def lengths():
    """What was measured with the trained models, far more often than fits in a notebook's patience."""
    measured = json.loads(Path(__file__).with_name("lengths.json").read_text("utf-8"))
    figure, panels = plt.subplots(2, figsize=(6.4, 6.4), layout="constrained")
    figure.get_layout_engine().set(hspace=0.1)
    for axes, (title, table) in zip(panels, measured.items(), strict=True):
        curves(axes, table["length"], table["fixed"], table["attention"])
        axes.axvspan(table["trained up to"] + 0.5, max(table["length"]) + 1, color="0.92", zorder=0)
        beyond = {"color": "0.3", "fontsize": 9, "ha": "right", "va": "top"}
        axes.text(max(table["length"]) + 0.8, 1, "longer than\nin training", **beyond)
        axes.set(title=title, xlabel="words to read", ylabel="wholly right")
        axes.set(xlim=(0, max(table["length"]) + 1), xticks=range(0, int(max(table["length"])) + 1, 4))
    told = [
        f"{title}: {in_words(table['length'], table['fixed'], table['attention'])}"
        for title, table in measured.items()
    ]
    show(f"How often the whole comes out right. {' '.join(told)}")


@politely
def backwards(attend):
    """Rows of digits, to be written backwards, by the trained models and your attend."""
    fixed, looking_back = load("digits_fixed"), load("digits_attention")
    rng = random.Random(1)
    lines = ["digits   one fixed vector   your attend"]
    for length in (6, 9, 12, 16):
        rows = [[str(rng.randrange(10)) for _ in range(length)] for _ in range(40)]
        shares = [
            np.mean([translate(model, " ".join(row), look)[0] == [*row[::-1], END_MARK] for row in rows])
            for model, look in ((fixed, None), (looking_back, attend))
        ]
        lines.append(f"{length:6}   {shares[0]:16.0%}   {shares[1]:11.0%}")
    print("\n".join(lines))


def curves(axes, lengths, fixed, looking_back):
    """Two curves of shares over length, each named at its side."""
    axes.plot(lengths, looking_back, "s-", color=LOOKING_BACK, label="with attention")
    axes.plot(lengths, fixed, "o--", color=FIXED, label="one fixed vector")
    axes.set_ylim(-0.04, 1.06)
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.grid(color="0.9")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower left", framealpha=1)


def in_words(lengths, fixed, looking_back):
    """What two curves show, for a reader without eyes."""
    points = [
        f"{length:g}, {vector:.0%} and {states:.0%}"
        for length, vector, states in zip(lengths, fixed, looking_back, strict=True)
    ]
    return f"By length, with one fixed vector and with attention: {'; '.join(points)}."


# --- translation ---


@politely
def translation(sentence, attend, plot_attention, model="french_attention"):
    """Translate with your attend, print the French, and draw with your plot_attention where it looked."""
    words, alignment = translate(load(model), sentence, attend)
    print(" ".join(words))
    read = [*sentence.split(), END_MARK]
    plot_attention(alignment, read, words)
    looks = [
        f"{word} at {read[weights.argmax()]} ({weights.max():.2f})"
        for word, weights in zip(words, alignment, strict=True)
    ]
    show(f"Heat map of the alignment. Each word looks mostly at one: {', '.join(looks)}.")


@politely
def your_decoder(sentence, decode, words):
    """The trained model's states and step, in your own loop: print that many words of French."""
    state, encoder_states, step, _ = open_sentence(load("french_attention"), sentence)
    written, _ = decode(state, encoder_states, step, words)
    print(" ".join(str(word) for word in written))


@politely
def side_by_side(sentence, attend):
    """Translate by the model that has one fixed vector only, and with your attend; print both."""
    forgetful, _ = translate(load("french_fixed"), sentence)
    attentive, _ = translate(load("french_attention"), sentence, attend)
    for name, words in (("one fixed vector", forgetful), ("your attend", attentive)):
        print(f"{name}:", *textwrap.wrap(" ".join(words), 60), sep="\n    ")
