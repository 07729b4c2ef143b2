"""Writes down the loss after the step.

Of which weights is the first loss?
"""
# caught by: losses_are_those_before_each_step
# keeps: 11 of 14, because it goes down the right slope


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        losses.append(sum(parts[0] for parts in found) / len(found))
    return *layer, losses
