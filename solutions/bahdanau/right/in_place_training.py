"""Training that changes its own arrays in place, by the slope of softmax as a matrix."""


def train(sentences, targets, steps, learning_rate, rng):
    state, states = sentences[0]
    W = rng.normal(size=(8, state.size))
    U = rng.normal(size=(8, states.shape[1]))
    v = rng.normal(size=(8,))
    losses = np.zeros(steps)
    for step in range(steps):
        dW, dU, dv = np.zeros_like(W), np.zeros_like(U), np.zeros_like(v)
        for (state, states), target in zip(sentences, targets):
            z = np.tanh(states @ U.T + W @ state)
            e = z @ v
            a = np.exp(e) / np.exp(e).sum()
            rest = a @ states - target
            losses[step] += np.square(rest).sum() / (2 * len(sentences))
            softmax_slope = np.diag(a) - np.outer(a, a)
            by_e = softmax_slope @ (states @ rest) / len(sentences)
            bent = np.outer(by_e, v) * (1 - z**2)
            dW += bent.sum(axis=0)[:, None] * state
            dU += bent.T @ states
            dv += by_e @ z
        W -= learning_rate * dW
        U -= learning_rate * dU
        v -= learning_rate * dv
    return [W, U, v, list(losses)]
