"""Takes 3000 off the scores of padding, where some words are lower still.

Padding has the score 2000, the only word -2000. Which is larger after 3000 is taken off?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because only padding that is 1000 above all words beats 3000


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    lower = np.where(mask, scores, scores - 3000.0)
    weights = np.exp(lower - lower.max())
    return weights / weights.sum()
