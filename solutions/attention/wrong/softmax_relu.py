"""Cuts off negative scores, then divides.

What do you divide by when every score is negative?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    positive = np.maximum(scores, 0)
    return positive / (positive.sum() + 1e-9)
