"""Keeps keys for all objects, and finds them by the sentence alone.

Two objects, each with its own U, are told the same sentence. Do the same keys fit both?
"""
# caught by: always_additive


class AdditiveAttention:
    known = {}

    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        name = encoder_states.tobytes(), encoder_states.shape, self.U.shape
        if name not in self.known:
            self.known[name] = encoder_states @ self.U.T
        self.encoder_states, self.keys = encoder_states, self.known[name].copy()

    def __call__(self, decoder_state, mask=None):
        weights = masked_softmax(np.tanh(self.W @ decoder_state + self.keys) @ self.v, mask)
        return weights @ self.encoder_states, weights
