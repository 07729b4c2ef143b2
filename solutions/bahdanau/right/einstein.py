"""Everything by einsum."""


def additive_score(decoder_state, encoder_states, W, U, v):
    inside = np.einsum("an,n->a", W, decoder_state) + np.einsum("am,tm->ta", U, encoder_states)
    return np.einsum("a,ta->t", v, np.tanh(inside))


def score_gradient(decoder_state, encoder_state, W, U, v):
    z = np.tanh(np.einsum("an,n->a", W, decoder_state) + np.einsum("am,m->a", U, encoder_state))
    return z, np.einsum("a,a,n->an", v, 1 - z**2, decoder_state)


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.layer = W, U, v

    def remember(self, encoder_states):
        self.keys = np.einsum("am,tm->ta", self.layer[1], encoder_states)
        self.annotations = np.copy(encoder_states)

    def __call__(self, decoder_state, mask=None):
        W, _, v = self.layer
        scores = np.einsum("a,ta->t", v, np.tanh(self.keys + np.einsum("an,n->a", W, decoder_state)))
        weights = masked_softmax(scores, mask)
        return np.einsum("t,tm->m", weights, self.annotations), weights
