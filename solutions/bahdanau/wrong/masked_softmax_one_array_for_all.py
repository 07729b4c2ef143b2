"""Gives out one array again and again, a new answer written over the old one.

Keep the weights of one question, and ask another one. What do you have now?
"""
# caught by: padding_weighs_nothing
# keeps: 8 of 10, because the weights are right until the next call


ARRAYS = {}


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = ARRAYS.setdefault(len(scores), np.zeros(len(scores)))
    weights[:] = 0
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    weights /= weights.sum()
    return weights
