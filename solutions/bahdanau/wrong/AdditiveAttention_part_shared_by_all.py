"""Keeps W s by its decoder state in the class, where objects with another W find it.

Make two objects with different W, and ask both with the same decoder state. Whose W is used?
"""
# caught by: always_additive


class AdditiveAttention:
    projected = {}

    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        known = self.projected.setdefault(tuple(decoder_state), self.W @ decoder_state)
        weights = masked_softmax(np.tanh(known + self.keys) @ self.v, mask)
        return weights @ self.encoder_states, weights
