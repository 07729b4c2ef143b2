"""Gives a bare number, not an array with one number in it, for a single score.

How many axes have your weights when there is one score?
"""
# caught by: one_word_gets_all_the_weight
# keeps: 11.75 of 12, because only the shape for a single word is wrong


def softmax(scores):
    row = scores.reshape(1, -1)
    exponentials = np.exp(row - row.max())
    return (exponentials / exponentials.sum()).squeeze()
