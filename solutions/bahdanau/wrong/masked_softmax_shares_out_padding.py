"""Shares out the weights evenly where there are no words.

Who gets attention if everybody is padding? What does the text want then?
"""
# caught by: nothing_but_padding_raises
# keeps: 9 of 10, because it is right wherever there is a word


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        return np.full(len(scores), 1 / len(scores))
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()
