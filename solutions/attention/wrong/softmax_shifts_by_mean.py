"""Subtracts the mean score.

Seven zeros and one 2000: what remains of the 2000 after you subtract the mean?
"""
# caught by: a_huge_lead_takes_it_all
# keeps: 11.25 of 12, because only a huge lead of one word breaks it


def softmax(scores):
    exponentials = np.exp(scores - np.mean(scores))
    return exponentials / exponentials.sum()
