"""Takes a decoder state of zeros for none, and answers with the one before.

Zeros are numbers like any other. Which line treats them otherwise?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.state = np.zeros(W.shape[1])

    def remember(self, encoder_states):
        self.encoder_states, self.keys = encoder_states, encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        if any(decoder_state):
            self.state = np.array(decoder_state)
        weights = masked_softmax(np.tanh(self.W @ self.state + self.keys) @ self.v, mask)
        return weights @ self.encoder_states, weights
