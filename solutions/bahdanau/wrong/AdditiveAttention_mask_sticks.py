"""Takes the mask of an earlier question where none is given.

Ask with a mask, and then without. Which words share the attention the second time?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T
        self.mask = None

    def __call__(self, decoder_state, mask=None):
        self.mask = self.mask if mask is None else mask
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, self.mask)
        return weights @ self.encoder_states, weights
