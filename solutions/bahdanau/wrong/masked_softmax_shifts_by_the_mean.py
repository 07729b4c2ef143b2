"""Takes off the mean of the scores, which one score may tower above.

The scores are 2000 and 0. What is left of 2000, and what is e to that?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because one score has to lie 700 above the mean


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].mean())
    return weights / weights.sum()
