"""Catches the ValueError of masked_softmax, and answers with zeros.

There is no word, and still there comes an answer. Who learns that something is wrong?
"""
# caught by: padding_alone_has_no_context
# keeps: 15 of 16, because there are words in every other question


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        try:
            weights = masked_softmax(scores, mask)
        except ValueError:
            weights = np.zeros(len(scores))
        return weights @ self.encoder_states, weights
