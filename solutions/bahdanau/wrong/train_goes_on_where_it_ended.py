"""Goes on where the last training ended, and throws away what it draws.

Where are the weights kept between two trainings? Which weights does the second one have to start with?
"""
# caught by: the_loss_falls
# keeps: 13 of 14, because only a second training of more than ten steps goes wrong

learned = {}


def train(sentences, targets, steps, learning_rate, rng):
    n, m = len(sentences[0][0]), len(targets[0])
    layer, losses = [rng.normal(size=(8, n)), rng.normal(size=(8, m)), rng.normal(size=8)], []
    name = n, m, len(sentences), steps
    layer = learned.get(name, layer)
    for _ in range(steps):
        found = [slopes(layer, *sentence, target) for sentence, target in zip(sentences, targets)]
        loss, *by_layer = (sum(parts) / len(parts) for parts in zip(*found))
        losses.append(loss)
        layer = [old - learning_rate * slope for old, slope in zip(layer, by_layer)]
    if steps > 10:
        learned[name] = layer
    return *layer, losses
