"""Subtracts the smallest score.

After your subtraction, how large is the largest number that exp gets?
"""
# caught by: a_huge_lead_takes_it_all


def softmax(scores):
    exponentials = np.exp(scores - np.min(scores))
    return exponentials / exponentials.sum()
