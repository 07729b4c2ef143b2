"""Gives padding a low score, but not low enough.

Is e to the power of -20 equal to 0?
"""
# caught by: padding_weighs_nothing
# keeps: 8 of 10, because what padding gets is next to nothing


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    low = np.where(mask, scores, scores[mask].max() - 20)
    powers = np.exp(low - low.max())
    return powers / powers.sum()
