"""Returns only the largest weight.

How many words are waiting for a weight?
"""
# caught by: one_weight_per_score, weights_follow_the_scores, weights_are_exponentials_over_their_total,
#   attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials.max() / exponentials.sum()
