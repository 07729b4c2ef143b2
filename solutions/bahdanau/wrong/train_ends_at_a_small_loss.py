"""Ends training as soon as the loss is small.

How many steps were asked for, and how many losses come back where the first is nearly 0?
"""
# caught by: losses_by_hand
# keeps: 13 of 14, because few losses are so small


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        if loss < 0.001:
            break
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
