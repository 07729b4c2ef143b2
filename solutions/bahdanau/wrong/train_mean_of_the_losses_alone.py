"""Goes down the sum of the slopes, and not their mean.

The loss is divided by the number of sentences. What is its slope divided by?
"""
# caught by: a_step_goes_down_the_slope_of_the_loss
# keeps: 10 of 14, because the losses are right, and the steps on a single sentence


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) for parts in zip(*found))
        losses.append(loss / len(sentences))
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
