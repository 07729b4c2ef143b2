"""Blends the keys, and not the annotations.

How many numbers has the context?
"""
# caught by: weights_blend_words
# keeps: 12 of 16, because its weights are right, whatever it is asked


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.keys, weights
