"""Takes no mask for no words.

Which places are words if nobody says anything?
"""
# caught by: words_share_as_if_there_were_no_padding


def masked_softmax(scores, mask=None):
    mask = np.zeros(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    weights = np.zeros(len(scores))
    weights[mask] = np.exp(scores[mask] - scores[mask].max())
    return weights / weights.sum()
