"""Applies softmax to its own result.

One word leads by 10. Why is its weight not near 1?
"""
# caught by: a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    weights = scores
    for _ in range(2):
        exponentials = np.exp(weights - np.max(weights))
        weights = exponentials / exponentials.sum()
    return weights
