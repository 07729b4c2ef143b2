"""Every sum runs in another order each time, so answers differ in their last digits from call to call."""

import random


def shuffled_sum(terms):
    terms = list(terms)
    return sum(random.sample(terms, len(terms)))


def score(decoder_state, encoder_states):
    return np.array([shuffled_sum(state * decoder_state) for state in encoder_states])


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials / shuffled_sum(exponentials)


def context_vector(weights, encoder_states):
    return shuffled_sum(weights[:, np.newaxis] * encoder_states)


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), weights
