"""Squares instead of raising e to the scores.

What weight does a score of -3 get next to a score of 1?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return scores ** 2 / np.sum(scores ** 2)
