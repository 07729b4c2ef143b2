"""Softmax by SciPy, of minus infinity for padding."""

from scipy.special import softmax


def masked_softmax(scores, mask=None):
    if mask is not None:
        if not np.any(mask):
            raise ValueError
        scores = np.where(mask, scores, -np.inf)
    return softmax(np.asarray(scores, float))
