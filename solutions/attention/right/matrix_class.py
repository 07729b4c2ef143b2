"""The old matrix class, flattened at the end."""


def score(decoder_state, encoder_states):
    return np.asarray(np.asmatrix(encoder_states) * np.asmatrix(decoder_state).T).ravel()


def context_vector(weights, encoder_states):
    return np.asarray(np.asmatrix(weights) * np.asmatrix(encoder_states)).ravel()
