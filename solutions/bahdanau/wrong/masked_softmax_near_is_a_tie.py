"""Gives all words the same weight where no two scores are more than a thousandth apart.

Of two scores, one is larger by 0.0001. Is its weight?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because only scores that are all close to each other break it


def masked_softmax(scores, mask=None):
    words = np.ones(len(scores), bool) if mask is None else np.asarray(mask)
    if not words.any():
        raise ValueError("there is no word")
    if np.ptp(scores[words]) < 1e-3:
        return words / words.sum()
    powers = np.where(words, np.exp(np.minimum(scores - scores[words].max(), 0)), 0)
    return powers / powers.sum()
