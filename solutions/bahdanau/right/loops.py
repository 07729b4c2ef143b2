"""Plain Python loops over lists, number by number."""

import math


def dot(one, other):
    total = 0.0
    for a, b in zip(one, other):
        total += a * b
    return total


def additive_score(decoder_state, encoder_states, W, U, v):
    scores = []
    for state in encoder_states:
        inside = [dot(W[row], decoder_state) + dot(U[row], state) for row in range(len(v))]
        scores.append(dot(v, [math.tanh(number) for number in inside]))
    return scores


def masked_softmax(scores, mask=None):
    if mask is None:
        mask = [True] * len(scores)
    words = [float(score) for score, is_word in zip(scores, mask) if is_word]
    if not words:
        raise ValueError("only padding")
    highest = max(words)
    powers = [math.exp(score - highest) if is_word else 0.0 for score, is_word in zip(scores, mask)]
    return [power / sum(powers) for power in powers]


def score_gradient(decoder_state, encoder_state, W, U, v):
    by_v, by_W = [], []
    for row in range(len(v)):
        z = math.tanh(dot(W[row], decoder_state) + dot(U[row], encoder_state))
        by_v.append(z)
        by_W.append([v[row] * (1 - z * z) * number for number in decoder_state])
    return by_v, by_W


def alignment(weights, source, target):
    pairs = []
    for row, word in zip(weights, target):
        best = 0
        for place in range(1, len(source)):
            if row[place] > row[best]:
                best = place
        pairs.append([word, source[best]])
    return pairs
