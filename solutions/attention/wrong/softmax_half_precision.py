"""Computes in half precision.

How many digits does your number type keep?
"""
# caught by: weights_share_out_one, large_scores_keep_their_weights,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    scores = np.asarray(scores, dtype=np.float16)
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()
