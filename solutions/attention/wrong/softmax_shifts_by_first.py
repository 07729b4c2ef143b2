"""Subtracts the first score.

What if the largest score comes last?
"""
# caught by: a_huge_lead_takes_it_all
# keeps: 11.25 of 12, because only a huge lead of one word breaks it


def softmax(scores):
    exponentials = np.exp(scores - scores[0])
    return exponentials / exponentials.sum()
