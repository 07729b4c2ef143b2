"""Remembers its weights by rounded scores.

Two sentences have nearly the same scores. Do they have the same weights?
"""
# caught by: larger_scores_get_larger_weights, weights_are_exponentials_over_their_total

KEPT = {}


def softmax(scores):
    key = tuple(np.round(scores, 3).tolist())
    if key not in KEPT:
        exponentials = np.exp(scores - np.max(scores))
        KEPT[key] = exponentials / exponentials.sum()
    return KEPT[key].copy()
