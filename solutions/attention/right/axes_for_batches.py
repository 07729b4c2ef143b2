"""Works over the last axis, so that batches would do too."""


def score(decoder_state, encoder_states):
    return np.squeeze(encoder_states @ decoder_state[..., None], axis=-1)


def softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def context_vector(weights, encoder_states):
    return (weights[..., None] * encoder_states).sum(axis=-2)
