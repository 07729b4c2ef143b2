"""Plain Python numbers and lists, no NumPy at all."""

import math


def score(decoder_state, encoder_states):
    return [sum(float(a) * float(b) for a, b in zip(decoder_state, state)) for state in encoder_states]


def softmax(scores):
    largest = max(scores)
    exponentials = [math.exp(s - largest) for s in scores]
    total = math.fsum(exponentials)
    return [e / total for e in exponentials]


def context_vector(weights, encoder_states):
    return [sum(float(w) * float(x) for w, x in zip(weights, column)) for column in zip(*encoder_states)]


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return [context_vector(weights, encoder_states), weights]
