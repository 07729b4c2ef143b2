"""Gives all words the same weight where their scores are close.

How far may two scores of 2000 be apart for np.allclose?
"""
# caught by: large_scores_have_weights_too
# keeps: 8 of 10, because only large scores that are close to each other break it


def masked_softmax(scores, mask=None):
    words = np.ones(len(scores), bool) if mask is None else np.asarray(mask)
    if not words.any():
        raise ValueError("there is no word")
    if np.allclose(scores[words], scores[words][0]):
        return words / words.sum()
    powers = np.where(words, np.exp(np.minimum(scores - scores[words].max(), 0)), 0)
    return powers / powers.sum()
