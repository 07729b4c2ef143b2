"""Gives out the same two arrays again and again, each answer written over the one before.

Keep the weights of one question, and ask another one. What do you have now?
"""
# caught by: always_additive


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.encoder_states = encoder_states
        self.keys = encoder_states @ self.U.T
        self.context, self.weights = np.zeros(encoder_states.shape[1]), np.zeros(len(encoder_states))

    def __call__(self, decoder_state, mask=None):
        scores = np.tanh(self.W @ decoder_state + self.keys) @ self.v
        self.weights[:] = masked_softmax(scores, mask)
        self.context[:] = self.weights @ self.encoder_states
        return self.context, self.weights
