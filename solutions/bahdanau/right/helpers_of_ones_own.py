"""Small helpers, numbers of NumPy's own kinds, and words of NumPy's."""

from collections import namedtuple

Looked = namedtuple("Looked", "context weights")


def layer_between(s, H, W, U):
    return np.tanh(np.matmul(H, U.T) + np.matmul(s, W.T))


def additive_score(decoder_state, encoder_states, W, U, v):
    return layer_between(decoder_state, encoder_states, W, U) @ v


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = W, U, v

    def remember(self, encoder_states):
        self.H = encoder_states
        self.keys = np.matmul(encoder_states, self.U.T).tolist()

    def __call__(self, decoder_state, mask=None):
        scores = additive_score(decoder_state, self.H, self.W, self.U, self.v)
        weights = masked_softmax(scores, mask=mask)
        return Looked(weights.dot(self.H), weights)


def alignment(weights, source, target):
    best = np.argmax(np.asarray(weights), axis=1)
    return np.stack([np.array(target), np.array(source)[best]], axis=1)
