"""Lets NumPy raise an exception where a weight is too small for a float.

Two scores lie 2000 apart. What does e to the -2000 come to, and is that a mistake?
In which cell does it say np.seterr?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because words near each other have the right weights


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    with np.errstate(all="raise"):
        weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()
