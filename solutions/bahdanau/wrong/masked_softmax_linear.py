"""Divides the scores by their total.

What do you do with a score below zero?
"""
# caught by: words_share_as_if_there_were_no_padding, large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    kept = np.where(mask, np.abs(scores) + 1, 0)
    return kept / kept.sum()
