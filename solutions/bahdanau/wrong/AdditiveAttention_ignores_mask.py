"""Takes a mask, and does not pass it on.

Who looks at the mask after it came in?
"""
# caught by: padding_alone_has_no_context, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores)
        return weights @ self.encoder_states, weights
