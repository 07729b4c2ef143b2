"""A class that begins with no sentence, says so, and keeps a list of what it was asked."""


class AdditiveAttention:
    def __init__(self, W, U, v):
        self.W, self.U, self.v = np.array(W), np.array(U), np.array(v)
        self.encoder_states = self.keys = None
        self.asked = []

    def remember(self, encoder_states):
        self.asked.clear()
        self.encoder_states = np.array(encoder_states)
        self.keys = np.dot(self.encoder_states, self.U.T)

    def scores(self, decoder_state):
        return np.tanh(np.add(self.W.dot(decoder_state), self.keys)).dot(self.v)

    def __call__(self, decoder_state, mask=None):
        if self.keys is None:
            raise RuntimeError("remember a sentence first")
        self.asked.append(decoder_state)
        weights = masked_softmax(mask=mask, scores=self.scores(decoder_state))
        return np.average(self.encoder_states, axis=0, weights=weights), weights
