"""Cuts the exponentials to whole numbers.

exp(-1) is 0.37. What is it in your function?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores)).astype(int)
    return exponentials / exponentials.sum()
