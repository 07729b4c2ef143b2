"""Applies functions along axes, and stacks columns."""


def score(decoder_state, encoder_states):
    return np.apply_along_axis(np.dot, 1, encoder_states, decoder_state)


def context_vector(weights, encoder_states):
    return np.hstack([encoder_states[:, i] @ weights for i in range(encoder_states.shape[1])])


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return [list(context_vector(weights, encoder_states)), list(weights)]
