"""A word at a time, and a class that calls the functions above it."""


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.array([v @ np.tanh(W @ decoder_state + U @ word) for word in encoder_states])


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W = W
        self.U = U
        self.v = v

    def remember(self, encoder_states):
        self.words = encoder_states
        self.keys = [self.U @ word for word in encoder_states]

    def __call__(self, decoder_state, mask=None):
        weights = masked_softmax(additive_score(decoder_state, self.words, self.W, self.U, self.v), mask)
        context = sum(weight * word for weight, word in zip(weights, self.words))
        return [context, weights]
