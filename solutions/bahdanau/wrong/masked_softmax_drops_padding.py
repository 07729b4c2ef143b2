"""Leaves padding out of the answer.

How many places are there, and how many weights?
"""
# caught by: padding_weighs_nothing, words_share_as_if_there_were_no_padding, large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    powers = np.exp(scores[mask] - scores[mask].max())
    return powers / powers.sum()
