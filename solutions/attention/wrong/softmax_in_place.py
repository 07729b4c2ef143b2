"""Subtracts inside the array that it was given.

Print the scores before and after your call. Whose array did you change?
"""
# caught by: softmax_leaves_its_input_alone
# keeps: 11.5 of 12, because its answers are right; it spoils its input


def softmax(scores):
    scores -= np.max(scores)
    exponentials = np.exp(scores)
    return exponentials / exponentials.sum()
