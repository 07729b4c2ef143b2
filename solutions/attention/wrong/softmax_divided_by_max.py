"""Divides by the largest instead of the total.

Your best weight is always 1. What is left for the others to share?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials / np.max(exponentials)
