"""Replaces the overflow instead of avoiding it.

1000 and 1002 get the same weight. What did nan_to_num put in the place of both?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all
# keeps: 10.5 of 12, because only very large scores break it


def softmax(scores):
    exponentials = np.nan_to_num(np.exp(scores))
    return exponentials / np.nansum(exponentials)
