"""Stretches the scores between the smallest and the largest.

What do three equal scores give, and what does the lowest word always get?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    above = scores - np.min(scores)
    return above / np.sum(above)
