"""Sorts the weights.

The weights are right, but whose are they?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(np.sort(scores)[::-1] - np.max(scores))
    return exponentials / exponentials.sum()
