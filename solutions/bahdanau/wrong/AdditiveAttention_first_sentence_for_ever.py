"""Remembers the first sentence for ever.

Which sentence does it answer from after a second one came?
"""
# caught by: keys_follow_the_sentence, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.keys = None

    def remember(self, encoder_states):
        if self.keys is not None:
            return
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
