"""Makes no new keys for the array that it has already, though that holds another sentence now.

Call `h[:] = 0` and remember h once more. How would your object know that it is another sentence?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.encoder_states = None

    def remember(self, encoder_states):
        if encoder_states is not self.encoder_states:
            self.encoder_states = encoder_states
            self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
