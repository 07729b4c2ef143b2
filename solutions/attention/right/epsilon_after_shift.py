"""Adds a tiny number to the total, after the largest score was subtracted."""


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials / (exponentials.sum() + 1e-9)
