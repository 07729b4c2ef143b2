"""Divides the scores by their sum, without an exponential.

What do you do with scores of -1 and 1?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return scores / np.sum(scores)
