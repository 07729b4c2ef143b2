"""Adds every decoder state to those before.

Ask twice with the same decoder state. Should the answers differ?
"""
# caught by: always_additive, padding_alone_has_no_context


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.asked = 0

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        self.asked = self.asked + self.W @ decoder_state
        scores = np.tanh(self.asked + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
