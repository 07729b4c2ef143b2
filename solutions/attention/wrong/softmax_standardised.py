"""Standardises the scores first.

A lead of 1 and a lead of 100 give the same weights. Which line made them alike?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    standard = (scores - scores.mean()) / (scores.std() + 1e-9)
    exponentials = np.exp(standard)
    return exponentials / exponentials.sum()
