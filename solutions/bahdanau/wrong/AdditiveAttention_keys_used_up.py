"""Adds the decoder state's part to the keys that it keeps.

What are the keys after the first question?
"""
# caught by: padding_alone_has_no_context, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        self.keys += self.W @ decoder_state
        scores = np.tanh(self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
