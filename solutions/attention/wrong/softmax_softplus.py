"""Puts log(1 + exp) where exp belongs.

Add 10 to every score. Do your weights stay?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all, only_differences_of_scores_count,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    raised = np.log1p(np.exp(scores))
    return raised / raised.sum()
