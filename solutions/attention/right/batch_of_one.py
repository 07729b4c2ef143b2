"""Computes on a batch of one, and unpacks it at the end."""


def attend(decoder_state, encoder_states):
    queries, keys = decoder_state[None, None, :], encoder_states[None]
    scores = queries @ keys.transpose(0, 2, 1)
    exponentials = np.exp(scores - scores.max(-1, keepdims=True))
    weights = exponentials / exponentials.sum(-1, keepdims=True)
    return (weights @ keys)[0, 0], weights[0, 0]
