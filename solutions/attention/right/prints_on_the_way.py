"""Prints what it computes, and makes NumPy warn, but returns the right numbers."""


def softmax(scores):
    print("scores:", scores)
    np.float64(1) / np.float64(0)
    exponentials = np.exp(scores - np.max(scores))
    print("weights:", exponentials / exponentials.sum())
    return exponentials / exponentials.sum()
