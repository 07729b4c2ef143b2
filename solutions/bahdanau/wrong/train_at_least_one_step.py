"""Makes a step before it looks whether there are enough.

Which steps are made if none is asked for?
"""
# caught by: it_starts_with_what_it_draws
# keeps: 12 of 14, because every step that is asked for is right


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    while True:
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
        if len(losses) >= steps:
            return *layer, losses
