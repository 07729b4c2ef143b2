"""Divides the scores by two first.

Two scores differ by 1. What should the ratio of their weights be, and what is yours?
"""
# caught by: weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp((scores - np.max(scores)) / 2)
    return exponentials / exponentials.sum()
