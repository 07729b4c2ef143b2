"""Takes a wide range of scores for a single winner.

Two words may be equally far above the rest. Who gets the attention then?
"""
# caught by: a_huge_lead_takes_it_all, larger_scores_get_larger_weights
# keeps: 10.75 of 12, because it is right where a single score stands out


def softmax(scores):
    scores = np.asarray(scores, float)
    if np.ptp(scores) > 50:
        weights = np.zeros(len(scores))
        weights[scores.argmax()] = 1
        return weights
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()
