"""Takes a score of 0 for padding.

The decoder state is all zeros, so is every score. Who should get attention?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.where(scores == 0, 0.0, np.exp(scores - np.max(scores)))
    return exponentials / exponentials.sum()
