"""Forgets the half in the loss.

The context is 2, the target 1. What is the loss?
"""
# caught by: losses_by_hand, losses_are_those_before_each_step
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
    return rest @ rest, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden
