"""Adds a new sentence to those before.

How many words has the sentence that is being translated now?
"""
# caught by: keys_follow_the_sentence, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.encoder_states = None

    def remember(self, encoder_states):
        old = self.encoder_states
        self.encoder_states = encoder_states if old is None else np.concatenate([old, encoder_states])
        self.keys = self.encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
