"""Hands out the weights that it keeps, and clears them when it is told the next sentence.

Keep an answer, and let the object remember another sentence. Whose numbers does that line clear?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.weights = np.zeros(0)

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T
        self.weights[:] = 0

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        self.weights = masked_softmax(scores, mask)
        return self.weights @ self.encoder_states, self.weights
