"""Turns the mask round where the first place is padding.

Try a mask that begins with a word, and one that begins with padding. Which line looks at the first place?
"""
# caught by: padding_weighs_nothing, words_share_as_if_there_were_no_padding, large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    mask = mask if mask[0] else ~mask
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()
