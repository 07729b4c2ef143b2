"""Float32 from end to end."""


def additive_score(decoder_state, encoder_states, W, U, v):
    s, h, W, U, v = (np.asarray(one, np.float32) for one in (decoder_state, encoder_states, W, U, v))
    return np.tanh(W @ s + h @ U.T) @ v


def masked_softmax(scores, mask=None):
    scores = np.asarray(scores, np.float32)
    words = np.full(scores.shape, True) if mask is None else np.asarray(mask)
    if words.sum() == 0:
        raise ValueError("no words")
    low = np.where(words, scores, np.float32(-np.inf))
    powers = np.exp(low - low.max())
    return powers / powers.sum()


def score_gradient(decoder_state, encoder_state, W, U, v):
    s, h, W, U, v = (np.asarray(one, np.float32) for one in (decoder_state, encoder_state, W, U, v))
    z = np.tanh(W @ s + U @ h)
    return z, np.outer(v * (1 - z * z), s)
