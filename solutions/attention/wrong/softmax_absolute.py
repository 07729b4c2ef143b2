"""Divides absolute values by their sum.

Which should get more attention, a score of -5 or a score of 2?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return np.abs(scores) / np.sum(np.abs(scores))
