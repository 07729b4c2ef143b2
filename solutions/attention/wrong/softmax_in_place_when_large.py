"""Subtracts inside the array that it was given, when scores are large.

Print scores of 1000 and 1002 before and after your call. Whose array did you change?
"""
# caught by: softmax_leaves_its_input_alone
# keeps: 11.5 of 12, because its answers are right; it spoils large inputs


def softmax(scores):
    if np.abs(scores).max() > 700:
        scores -= np.max(scores)
    exponentials = np.exp(scores)
    return exponentials / exponentials.sum()
