"""Draws from NumPy's global generator.

Call it twice with the same generator. Do you start from the same numbers?
"""
# caught by: it_starts_with_what_it_draws, losses_are_those_before_each_step,
#   a_sentence_alone_goes_down_its_slope, a_step_goes_down_the_slope_of_the_loss


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [np.random.normal(size=(8, n)), np.random.normal(size=(8, m)), np.random.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    return *layer, losses
