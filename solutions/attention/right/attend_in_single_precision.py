"""All in float32, in one piece."""


def attend(decoder_state, encoder_states):
    state, states = decoder_state.astype(np.float32), encoder_states.astype(np.float32)
    scores = states @ state
    weights = np.exp(scores - scores.max())
    weights = weights / weights.sum()
    return weights @ states, weights
