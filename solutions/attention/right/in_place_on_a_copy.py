"""Works in place, but on a copy of its own."""


def softmax(scores):
    work = np.array(scores, dtype=float)
    work -= work.max()
    np.exp(work, out=work)
    work /= work.sum()
    return work


def context_vector(weights, encoder_states):
    work = encoder_states.astype(float).copy()
    work *= weights[:, None]
    return work.sum(axis=0)
