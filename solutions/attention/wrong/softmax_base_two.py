"""Raises 2 to the scores.

Which base does the formula in the task have?
"""
# caught by: weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    powers = 2.0 ** (scores - np.max(scores))
    return powers / powers.sum()
