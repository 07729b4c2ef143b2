"""NumPy's weighted average."""


def context_vector(weights, encoder_states):
    return np.average(encoder_states, axis=0, weights=weights)
