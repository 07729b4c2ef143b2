"""Has the slope of W the wrong way round, and turns it only where it does not fit.

Is your slope of W (8, n) or (n, 8) before you repair its shape? When are these the same shape?
"""
# caught by: a_step_goes_down_the_slope_of_the_loss
# keeps: 10 of 14, because it goes wrong only where a state has as many numbers as the layer


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        turned = by_layer[0].T
        by_layer[0] = turned if turned.shape == layer[0].shape else turned.T
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
