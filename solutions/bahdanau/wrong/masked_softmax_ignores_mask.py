"""Does not look at the mask.

What is the weight of a place that is no word?
"""
# caught by: padding_weighs_nothing, words_share_as_if_there_were_no_padding, large_scores_have_weights_too


def masked_softmax(scores, mask=None):
    if mask is not None and not mask.any():
        raise ValueError("there is no word, only padding")
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
