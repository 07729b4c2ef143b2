"""Adds up over the sentences, and does not divide.

What should become of the loss if every sentence came twice?
"""
# caught by: losses_by_hand, losses_are_those_before_each_step
# keeps: 10 of 14, because it goes down the slope of the loss that it writes down


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
