"""Gives all to the best word.

Scores of 2.0 and 1.9 are nearly a tie. What do your weights say?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    weights = np.zeros(len(scores))
    weights[np.argmax(scores)] = 1.0
    return weights
