"""Keeps the annotations alone, and multiplies by U at every call.

What of the score is the same before every output word?
"""
# caught by: keys_follow_the_sentence
# keeps: 14 of 16, because its answers are right, and only slow


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.encoder_states @ self.U.T) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
