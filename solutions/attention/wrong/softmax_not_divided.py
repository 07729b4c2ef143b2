"""Forgets to divide by the total.

Add up your weights. What should the total be?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return np.exp(scores - np.max(scores))
