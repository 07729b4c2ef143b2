"""Takes the largest score of all places away, though it may be padding's.

What is left of the words when padding scores 2000 more than they do?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because it is right for small scores


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    with np.errstate(all="ignore"):
        powers = np.where(mask, np.exp(scores - scores.max()), 0)
        return powers / powers.sum()
