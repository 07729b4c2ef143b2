"""Takes the weights of padding away, and leaves the others as they were.

What do the weights of the words add up to now?
"""
# caught by: padding_weighs_nothing, words_share_as_if_there_were_no_padding, large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    mask = np.ones(len(scores), bool) if mask is None else mask
    if not mask.any():
        raise ValueError("there is no word, only padding")
    powers = np.exp(scores - scores.max())
    return mask * powers / powers.sum()
