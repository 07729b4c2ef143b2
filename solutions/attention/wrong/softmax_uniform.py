"""Shares out equally, whatever the scores.

Where in your function do the scores come in?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return np.full(len(scores), 1 / len(scores))
