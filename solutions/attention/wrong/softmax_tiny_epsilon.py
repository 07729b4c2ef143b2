"""Adds a tiny number to a total that was not shifted.

Let all scores be near -20. Which is larger then: the total, or what you add to it?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all, only_differences_of_scores_count
# keeps: 10.25 of 12, because only scores far from zero break it


def softmax(scores):
    exponentials = np.exp(scores)
    return exponentials / (np.sum(exponentials) + 1e-9)
