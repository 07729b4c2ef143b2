"""Converts everything to float32."""


def score(decoder_state, encoder_states):
    return encoder_states.astype(np.float32) @ decoder_state.astype(np.float32)


def softmax(scores):
    scores = np.float32(scores)
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()


def context_vector(weights, encoder_states):
    return np.float32(weights) @ np.float32(encoder_states)
