"""W and U side by side as one matrix, over both vectors joined to one."""


def additive_score(decoder_state, encoder_states, W, U, v):
    joined = [np.concatenate([decoder_state, word]) for word in encoder_states]
    return np.tanh(np.array(joined) @ np.hstack([W, U]).T) @ v


def score_gradient(decoder_state, encoder_state, W, U, v):
    z = np.tanh(np.hstack([W, U]) @ np.concatenate([decoder_state, encoder_state]))
    both = np.outer(v * (1 - z) * (1 + z), np.concatenate([decoder_state, encoder_state]))
    return z, both[:, : len(decoder_state)]
