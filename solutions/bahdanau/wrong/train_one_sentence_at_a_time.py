"""Takes a step after every sentence.

When do the second sentence's slopes get their weights?
"""
# caught by: losses_are_those_before_each_step, a_step_goes_down_the_slope_of_the_loss


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        total = 0
        for sentence, target in zip(sentences, targets):
            loss, *by_layer = slopes(layer, *sentence, target)
            total += loss / len(sentences)
            layer = [old - learning_rate * slope / len(sentences) for old, slope in zip(layer, by_layer)]
        losses.append(total)
    return *layer, losses
