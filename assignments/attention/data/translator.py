"""A small translator in NumPy. What it looks back with is not here: that is your `attend`.

A model is a dictionary of arrays, trained beforehand. d = 32 is the size of a state, e that of an embedding.
It reads English and writes French ("french_...") or reads digits and writes them backwards ("digits_...").
"""

from pathlib import Path

import numpy as np

END, START = 1, 2  # the numbers of the marks that end and start a sentence
END_MARK = "</s>"
MOST_WORDS = 60


def load(name):
    """The trained model of that name: {"fixed", "attention"} after "french_" or "digits_".

    Returns: a dictionary of arrays; `source_words` and `target_words` are the words it knows.
    """
    with np.load(Path(__file__).with_name(f"{name}.npz")) as file:
        return {key: file[key] if key.endswith("words") else file[key].astype(float) for key in file.files}


def translate(model, sentence, attend=None):
    """Translate word by word, looking back before each one.

    sentence: a text, its words apart. attend(decoder_state (d,), encoder_states (T, d)) gives a context (d,)
    and weights (T,); without it the context is the model's fixed vector, the same for every word.
    Returns: the words written, the end mark last; the weights of each step, (words written, T).
    """
    state, encoder_states, step, fixed = open_sentence(model, sentence)
    words, alignment = [], []
    while len(words) < MOST_WORDS and words[-1:] != [END_MARK]:
        context, weights = attend(state, encoder_states) if attend else (fixed, np.zeros(len(encoder_states)))
        word, state = step(context, state)
        words.append(word)
        alignment.append(weights)
    return words, np.array(alignment)


def open_sentence(model, sentence):
    """Read a sentence and get ready to write.

    Returns: the first decoder state (d,); the encoder states (T, d), the last one for the end mark; a
    function step(context, state) -> (word, next state); the fixed vector (d,), all that the encoder has in
    its head at the end.
    """
    encoder_states, fixed = encode(model, numbers(model, sentence.split()))
    first = np.tanh(model["first"] @ fixed + model["first_bias"])
    nothing_seen = np.zeros_like(fixed)
    return next_state(model, START, nothing_seen, first), encoder_states, decoder(model), fixed


def numbers(model, words):
    """The model's number for each word, and for the end mark that follows.

    Raises: UnknownWord: the model has never seen one of them.
    """
    known = {str(word): number for number, word in enumerate(model["source_words"])}
    strange = [word for word in words if word not in known]
    if strange:
        raise UnknownWord(
            f"The model does not know {strange[0]!r}. It knows: {', '.join(sorted(known)[2:])}."
        )
    return [*(known[word] for word in words), END]


class UnknownWord(Exception):
    """A word is outside the model's small vocabulary. The text lists what is inside."""


def encode(model, words):
    """words: T numbers. Returns: encoder states (T, d), and the fixed vector (d,).

    Two readers, one from the left and one from the right; a word's state is what both think on reading it.
    """
    embedded = model["source_embedding"][words]
    rightward = read(model, "forward", embedded)
    leftward = read(model, "backward", embedded[::-1])
    states = np.concatenate([rightward, leftward[::-1]], axis=1)
    if "straight" in model:
        states = states + embedded @ model["straight"].T  # the word itself, past both readers
    return states, np.concatenate([rightward[-1], leftward[-1]])


def read(model, direction, embedded):
    """embedded: (T, e). Returns: what the reader has in its head after each word, (T, d / 2)."""
    head, heads = np.zeros(model[f"{direction}_state"].shape[1]), []
    for word in embedded:
        head = recurrent(model, direction, word, head)
        heads.append(head)
    return np.array(heads)


def decoder(model):
    """The step that writes one word, for `decode` and for `translate`."""

    def step(context, state):
        seen = np.concatenate([state, context])
        word = int(np.argmax(model["out"] @ seen + model["out_bias"]))
        return str(model["target_words"][word]), next_state(model, word, context, state)

    return step


def next_state(model, word, context, state):
    """The decoder state (d,) after writing that word."""
    return recurrent(model, "decoder", np.concatenate([model["target_embedding"][word], context]), state)


def recurrent(model, part, new, old):
    """A gated recurrent unit: how much of the old state (n,) to keep, and what of the new input to add."""
    told = np.split(model[f"{part}_input"] @ new + model[f"{part}_input_bias"], 3)
    held = np.split(model[f"{part}_state"] @ old + model[f"{part}_state_bias"], 3)
    reset, keep = sigmoid(told[0] + held[0]), sigmoid(told[1] + held[1])
    fresh = np.tanh(told[2] + reset * held[2])
    return (1 - keep) * fresh + keep * old


def sigmoid(x):
    return 1 / (1 + np.exp(-x))
