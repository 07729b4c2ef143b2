"""Subtracts the mean score.

Take the scores 0 and 20000: what remains of the 20000 after you subtract the mean, and what is e to that?
"""
# caught by: a_huge_lead_takes_it_all
# keeps: 11.25 of 12, because only a huge lead of one word breaks it


def softmax(scores):
    exponentials = np.exp(scores - np.mean(scores))
    return exponentials / exponentials.sum()
