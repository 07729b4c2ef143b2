"""Subtracts the place of the largest number, and not that number.

Print what you subtract for the scores [0, 20000]. Is it the largest of them?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all
# keeps: 10.5 of 12, because only very large scores break it


def softmax(scores):
    exponentials = np.exp(scores - np.argmax(scores))
    return exponentials / np.sum(exponentials)
