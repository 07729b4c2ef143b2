"""Normalises over an axis that is not there.

How many axes does an array of shape (3,) have, and what is the number of the first?
"""
# caught by: one_weight_per_score, weights_follow_the_scores, softmax_leaves_its_input_alone,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
