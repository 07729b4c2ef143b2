"""Gives nan where there are no words.

What is 0 divided by 0, and what should be raised instead?
"""
# caught by: nothing_but_padding_raises
# keeps: 9 of 10, because it is right wherever there is a word


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    with np.errstate(all="ignore"):
        powers = np.where(mask, np.exp(scores - np.max(scores, where=mask, initial=-np.inf)), 0)
        return powers / powers.sum()
