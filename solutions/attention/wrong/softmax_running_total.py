"""Divides by a total that is still growing.

When you divide the first exponential, what has your total seen so far?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    total, weights = 0.0, []
    for s in scores - np.max(scores):
        total += np.exp(s)
        weights.append(np.exp(s) / total)
    return weights
