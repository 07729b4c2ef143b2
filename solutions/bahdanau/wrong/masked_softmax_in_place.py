"""Writes into the caller's scores.

Whose array do you set to minus infinity?
"""
# caught by: padding_weighs_nothing
# keeps: 8 of 10, because its weights are right


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    scores[~mask] = -np.inf
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
