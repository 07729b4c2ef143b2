"""Overflows for large scores.

What is exp(1000) on a computer? What could all scores lose without changing the weights?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all
# keeps: 10.5 of 12, because only very large scores break it


def softmax(scores):
    exponentials = np.exp(scores)
    return exponentials / np.sum(exponentials)
