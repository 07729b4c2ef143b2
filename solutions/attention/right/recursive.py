"""Recursion over the words."""


def score(decoder_state, encoder_states):
    if len(encoder_states) == 0:
        return np.array([])
    first = np.inner(encoder_states[0], decoder_state)
    return np.append(first, score(decoder_state, encoder_states[1:]))


def context_vector(weights, encoder_states):
    if len(weights) == 1:
        return weights[0] * encoder_states[0]
    return weights[0] * encoder_states[0] + context_vector(weights[1:], encoder_states[1:])
