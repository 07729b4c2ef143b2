"""Takes the distance for its square.

The context is 3, the target 1. What is half the square of the distance?
"""
# caught by: the_loss_falls, losses_are_those_before_each_step
# keeps: 10 of 14, because it goes down the right slope


def slopes(layer, state, states, target):
    W, U, v = layer
    hidden = np.tanh(W @ state + states @ U.T)
    powers = np.exp(hidden @ v)
    weights = powers / powers.sum()
    context = weights @ states
    rest = context - target
    by_score = weights * ((states - context) @ rest)
    inside = by_score[:, None] * v * (1 - hidden**2)
    return np.sqrt(rest @ rest) / 2, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden
