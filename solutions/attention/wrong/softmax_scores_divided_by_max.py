"""Divides by the largest score where it should subtract.

Add 100 to every score: should the weights change, and do yours?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores / np.max(scores))
    return exponentials / exponentials.sum()
