"""Training with all weights in one vector, and slopes added up word by word."""


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(sentences[0][1][0])
    shapes = [(8, n), (8, m), (8,)]
    numbers = np.concatenate([rng.normal(size=shape).ravel() for shape in shapes])
    losses = []

    def parts(vector):
        return [piece.reshape(shape) for piece, shape in zip(np.split(vector, [8 * n, 8 * (n + m)]), shapes)]

    while len(losses) < steps:
        W, U, v = parts(numbers)
        slope, loss = np.zeros(len(numbers)), 0.0
        for (state, words), target in zip(sentences, targets):
            z = [np.tanh(W @ state + U @ word) for word in words]
            weights = masked_softmax(np.array([v @ one for one in z]))
            context = sum(weight * word for weight, word in zip(weights, words))
            loss += 0.5 * np.linalg.norm(context - target) ** 2
            for weight, word, one in zip(weights, words, z):
                share = weight * np.dot(word - context, context - target)
                bent = share * v * (1 - one**2)
                by = np.concatenate(
                    [np.outer(bent, state).ravel(), np.outer(bent, word).ravel(), share * one]
                )
                slope += by
        losses.append(loss / len(targets))
        numbers = numbers - learning_rate * slope / len(targets)
    return (*parts(numbers), np.array(losses))
