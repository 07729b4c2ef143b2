"""Rounds to two digits.

What do three weights of 0.33 add up to?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return np.round(exponentials / exponentials.sum(), 2)
