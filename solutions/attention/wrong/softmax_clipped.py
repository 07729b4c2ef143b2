"""Clips large scores.

Scores of 1000 and 1002 are both cut to the same number. Where is their difference now?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all
# keeps: 10.5 of 12, because only very large scores break it


def softmax(scores):
    exponentials = np.exp(np.clip(scores, -100, 100))
    return exponentials / exponentials.sum()
