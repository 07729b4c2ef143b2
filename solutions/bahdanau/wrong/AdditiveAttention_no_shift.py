"""Takes exp of the scores as they are.

How large is a score where v is 800, and what is exp of that?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = np.array(encoder_states)
        self.keys = self.encoder_states @ self.U.T

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        words = np.ones(len(scores), bool) if mask is None else np.array(mask)
        if not words.any():
            raise ValueError("there is no word")
        powers = np.exp(scores) * words
        weights = powers / powers.sum()
        return weights @ self.encoder_states, weights
