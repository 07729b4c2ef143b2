"""Stops when the loss hardly moves, and fills the rest of the losses with the last one.

How many steps were asked for? What happens to W, U and v in those that you leave out?
"""
# caught by: a_step_goes_down_the_slope_of_the_loss
# keeps: 10 of 14, because the steps before it stops are right


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 0.0001:
            losses += [losses[-1]] * (steps - len(losses))
            break
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
