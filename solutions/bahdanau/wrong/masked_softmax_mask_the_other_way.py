"""Takes True for padding.

Which places does the text call words?
"""
# caught by: padding_weighs_nothing, nothing_but_padding_raises, words_share_as_if_there_were_no_padding,
#   large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    mask = np.zeros(len(scores), bool) if mask is None else mask
    if mask.all():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    weights[~mask] = np.exp(scores[~mask] - scores[~mask].max())
    return weights / weights.sum()
