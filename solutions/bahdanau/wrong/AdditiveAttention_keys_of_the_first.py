"""Makes new keys only if the next sentence has another number of words.

Two sentences of three words come, one after the other. Whose keys does it hold while it answers from the second?
"""
# caught by: keys_follow_the_sentence, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v
        self.encoder_states = None

    def remember(self, encoder_states):
        if self.encoder_states is None or self.encoder_states.shape != encoder_states.shape:
            self.keys = encoder_states @ self.U.T
        self.encoder_states = encoder_states

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
