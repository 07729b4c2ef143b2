"""Looks at the best word alone.

Bahdanau's alignment is soft. How much of the others is in the context?
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
        weights = np.zeros(len(scores))
        weights[np.argmax(scores if mask is None else np.where(mask, scores, -np.inf))] = 1
        return weights @ self.encoder_states, weights
