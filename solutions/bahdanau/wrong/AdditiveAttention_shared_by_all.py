"""Keeps the sentence with the class, so that all objects share it.

Two objects remember a sentence each. Where is the first one's now?
"""
# caught by: a_new_object_knows_no_sentence, always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        AdditiveAttention.encoder_states = encoder_states
        AdditiveAttention.keys = encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        weights = masked_softmax(scores, mask)
        return weights @ self.encoder_states, weights
