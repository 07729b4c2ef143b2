"""Lets NumPy stop at any number that is too small, as well as at any that is too large.

What is e to the power of -2000, and does it do any harm that a computer takes it for 0? Which
cell tells NumPy to stop at it, with np.seterr or np.errstate?
"""
# caught by: a_huge_lead_takes_it_all
# keeps: 11.25 of 12, because it is right for scores that lie close together


def softmax(scores):
    with np.errstate(all="raise"):
        exponentials = np.exp(scores - np.max(scores))
        return exponentials / exponentials.sum()
