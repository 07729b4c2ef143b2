"""Normalises each word by itself.

All your weights are 1. How many numbers does each of your totals add up?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    column = scores.reshape(-1, 1)
    exponentials = np.exp(column - column.max())
    return (exponentials / exponentials.sum(axis=1, keepdims=True)).ravel()
