"""Returns a named tuple, and takes extra arguments with defaults."""

from collections import namedtuple

Attention = namedtuple("Attention", ["context", "weights"])


def score(decoder_state, encoder_states, scale=1.0, *, bias=0.0):
    return scale * encoder_states.dot(decoder_state) + bias


def softmax(scores, axis=-1, temperature=1.0):
    scores = np.asarray(scores) / temperature
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return exponentials / np.sum(exponentials, axis=axis, keepdims=True)


def attend(query, keys, values=None):
    weights = softmax(score(query, keys))
    return Attention(context_vector(weights, keys if values is None else values), weights)
