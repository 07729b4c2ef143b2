"""Einstein summation throughout."""


def score(decoder_state, encoder_states):
    return np.einsum("td,d->t", encoder_states, decoder_state)


def softmax(scores):
    exponentials = np.exp(scores - scores.max())
    return np.einsum("t,->t", exponentials, 1 / np.einsum("t->", exponentials))


def context_vector(weights, encoder_states):
    return np.einsum("t,td->d", weights, encoder_states)
