"""Gives all the same weight where all scores are close to the first.

How far may two scores of 20000 be apart for np.allclose?
"""
# caught by: large_scores_keep_their_weights
# keeps: 11.25 of 12, because only large scores that are close to each other break it


def softmax(scores):
    if np.allclose(scores, scores[0]):
        return np.full(len(scores), 1 / len(scores))
    e = np.exp(scores - np.max(scores))
    return e / e.sum()
