"""Subtracts the logarithm of the total, then takes the exponential."""


def softmax(scores):
    return np.exp(scores - np.logaddexp.reduce(scores))
