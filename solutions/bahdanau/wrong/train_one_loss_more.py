"""Writes down a last loss after the last step.

How many steps are there, and how many losses?
"""
# caught by: losses_by_hand, it_starts_with_what_it_draws
# keeps: 11 of 14, because it goes down the right slope


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    losses.append(sum(slopes(layer, *s, target)[0] for s, target in zip(sentences, targets)) / len(targets))
    return *layer, losses
