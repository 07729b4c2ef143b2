"""Subtracts the smallest score.

After your subtraction, how large is the largest number that exp gets?
"""
# caught by: a_huge_lead_takes_it_all
# keeps: 11.25 of 12, because only a huge lead of one word breaks it


def softmax(scores):
    exponentials = np.exp(scores - np.min(scores))
    return exponentials / exponentials.sum()
