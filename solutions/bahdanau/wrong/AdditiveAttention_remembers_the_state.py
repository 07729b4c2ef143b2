"""Keeps an answer by its decoder state, and forgets that the mask may be another one.

Ask twice with the same decoder state, without a mask and with one. What comes the second time?
"""
# caught by: always_additive, padding_alone_has_no_context


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T
        self.known = {}

    def __call__(self, decoder_state, mask=None):
        question = tuple(decoder_state)
        if question not in self.known:
            scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
            weights = masked_softmax(scores, mask)
            self.known[question] = weights @ self.encoder_states, weights
        return self.known[question]
