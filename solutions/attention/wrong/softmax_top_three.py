"""Keeps the three best words only.

What weight does the fourth word get, and what should it get?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    exponentials[np.argsort(exponentials)[:-3]] = 0
    return exponentials / exponentials.sum()
