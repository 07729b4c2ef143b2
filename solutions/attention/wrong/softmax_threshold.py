"""Drops small weights.

What do your weights add up to after you have dropped the small ones?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    weights = exponentials / exponentials.sum()
    weights[weights < 0.05] = 0
    return weights
