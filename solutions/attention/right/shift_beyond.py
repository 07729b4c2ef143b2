"""Subtracts the largest score and five more."""


def softmax(scores):
    exponentials = np.exp(scores - max(scores) - 5)
    return exponentials / sum(exponentials)
