"""Changes W first, and works out the slope by U and v afterwards.

Where do you stand when you look for the slope by U?
"""
# caught by: a_sentence_alone_goes_down_its_slope, a_step_goes_down_the_slope_of_the_loss


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        for place in range(3):
            again = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
            by_layer = [sum(parts) / len(parts) for parts in zip(*again)][1:]
            layer[place] = layer[place] - learning_rate * by_layer[place]
    return *layer, losses
