"""One divided by the sum of the exponentials of all differences."""


def softmax(scores):
    with np.errstate(over="ignore"):
        return 1 / np.exp(scores[None, :] - scores[:, None]).sum(axis=1)
