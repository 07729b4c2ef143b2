"""Takes one step more than asked.

What is trained after 0 steps?
"""
# caught by: it_starts_with_what_it_draws, losses_are_those_before_each_step
# keeps: 9 of 14, because it goes down the right slope


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps + 1):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses[:steps]
