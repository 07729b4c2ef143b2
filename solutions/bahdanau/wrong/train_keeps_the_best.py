"""Takes back a step that follows a loss which rose.

The second loss is higher than the first. Which weights come back after two steps?
"""
# caught by: a_sentence_alone_goes_down_its_slope, a_step_goes_down_the_slope_of_the_loss


def slopes(layer, state, states, target):
    W, U, v = layer
    hidden = np.tanh(W @ state + states @ U.T)
    powers = np.exp(hidden @ v)
    context = powers @ states / powers.sum()
    rest = context - target
    by_score = powers / powers.sum() * ((states - context) @ rest)
    inside = by_score[:, None] * v * (1 - hidden**2)
    return rest @ rest / 2, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    best = layer
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        falls = not losses or loss < min(losses)
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
        best = layer if falls else best
    return *best, losses
