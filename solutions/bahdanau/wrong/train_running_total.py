"""Adds each loss to those of the steps before.

Where is the sum of the losses set to 0: once, or at every step?
"""
# caught by: the_loss_falls, losses_by_hand, losses_are_those_before_each_step
# keeps: 9 of 14, because it goes down the right slope


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    total = 0
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        total += loss
        losses.append(total)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
