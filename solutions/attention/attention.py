"""The reference: what each stub of the attention assignment should have become."""

import matplotlib.pyplot as plt
import numpy as np


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))  # exp of at most 0: never overflows
    return exponentials / exponentials.sum()


def context_vector(weights, encoder_states):
    return weights @ encoder_states


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), weights


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)


def plot_attention(weights, source, target):
    figure, axes = plt.subplots(layout="constrained")
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source, rotation=45)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells, label="weight")
    return axes


static_or_dynamic = "dynamic"
model_family = "Transformers"
