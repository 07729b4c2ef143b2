"""The first weight decides what kind of number all weights are.

Print the dtype of what np.vectorize gives when the first score is far below the others. What did it look at?
"""
# caught by: larger_scores_get_larger_weights
# keeps: 11.5 of 12, because it is right unless the first score is far below the others


def softmax(scores):
    largest = max(scores)

    def power(number):
        return 0 if number < largest - 700 else np.exp(number - largest)

    powers = np.vectorize(power)(scores)
    return powers / powers.sum()
