"""Makes a generator of its own.

Call it with another generator. What is different?
"""
# caught by: it_starts_with_what_it_draws
# keeps: 12 of 14, because it learns, from numbers of its own


def train(sentences, targets, steps, learning_rate, rng):
    rng = np.random.default_rng(0)
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
