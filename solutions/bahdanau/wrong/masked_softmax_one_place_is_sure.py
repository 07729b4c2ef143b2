"""Gives a single place all of the attention, padding or not.

What if the only place is padding? Does your code look at the mask then?
"""
# caught by: nothing_but_padding_raises
# keeps: 9 of 10, because it goes wrong only where the only place is padding


def masked_softmax(scores, mask=None):
    if len(scores) == 1:
        return np.ones(1)
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()
