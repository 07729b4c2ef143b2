"""Gives all the same weight where no two scores are more than a thousandth apart.

Of two scores, one is larger by 0.0001. Is its weight?
"""
# caught by: larger_scores_get_larger_weights
# keeps: 11.5 of 12, because only scores that are all close to each other break it


def softmax(scores):
    if np.max(scores) - np.min(scores) < 1e-3:
        return np.full(len(scores), 1 / len(scores))
    e = np.exp(scores - np.max(scores))
    return e / e.sum()
