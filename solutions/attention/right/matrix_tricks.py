"""Transposes, diagonals and outer products."""


def score(decoder_state, encoder_states):
    return np.tensordot(decoder_state, encoder_states, axes=([0], [1]))


def context_vector(weights, encoder_states):
    return (np.diag(weights) @ encoder_states).sum(axis=0)
