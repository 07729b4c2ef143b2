"""The reference: what each stub of the additive attention assignment should have become."""

import matplotlib.pyplot as plt
import numpy as np


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(W @ decoder_state + encoder_states @ U.T) @ v


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(v * (1 - hidden**2), decoder_state)


def slopes(layer, state, states, target):
    """The loss of one sentence, and its derivatives by W, U and v."""
    W, U, v = layer
    hidden = np.tanh(W @ state + states @ U.T)
    powers = np.exp(hidden @ v)
    context = powers @ states / powers.sum()
    rest = context - target
    by_score = powers / powers.sum() * ((states - context) @ rest)
    inside = by_score[:, None] * v * (1 - hidden**2)
    return rest @ rest / 2, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source, rotation=45)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells, label="weight")
    return figure


def alignment(weights, source, target):
    return [(word, source[row.argmax()]) for word, row in zip(target, weights)]


bahdanau_score = "additive"
once_a_sentence = "U h"
attention_weights = "computed"
mask_is_for = "padding"
alignment_kind = "soft"
