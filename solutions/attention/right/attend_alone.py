"""Attend does everything itself and calls none of the other functions."""


def attend(decoder_state, encoder_states):
    scores = np.sum(encoder_states * decoder_state, axis=1)
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    return np.sum(weights[:, np.newaxis] * encoder_states, axis=0), weights
