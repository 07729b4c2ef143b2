"""Takes scores for equal that are only close.

How far may two scores of 20000 be apart for np.isclose?
"""
# caught by: large_scores_keep_their_weights
# keeps: 11.25 of 12, because only large scores that are close to each other break it


def softmax(scores):
    x = np.where(np.isclose(scores, scores.max()), 0.0, scores - scores.max())
    e = np.exp(x)
    return e / e.sum()
