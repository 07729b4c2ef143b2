"""Column vectors throughout, made flat at the end."""


def additive_score(decoder_state, encoder_states, W, U, v):
    inside = W @ np.reshape(decoder_state, (-1, 1)) + U @ np.transpose(encoder_states)
    return np.ravel(np.reshape(v, (1, -1)) @ np.tanh(inside))


def score_gradient(decoder_state, encoder_state, W, U, v):
    s, h = decoder_state[:, None], encoder_state[:, None]
    z = np.tanh(W @ s + U @ h)
    return z.ravel(), (v[:, None] * (1 - z**2)) @ s.T


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v[None]

    def remember(self, encoder_states):
        self.states = encoder_states.T

    @property
    def keys(self):
        return (self.U @ self.states).T

    def __call__(self, decoder_state, mask=None):
        scores = self.v @ np.tanh(self.W @ decoder_state[:, None] + self.U @ self.states)
        weights = masked_softmax(scores[0], mask)
        return (self.states @ weights[:, None])[:, 0], weights
