"""Forgets the slope of tanh.

What do you pass on the way from W to the score?
"""
# caught by: the_loss_falls, a_sentence_alone_goes_down_its_slope,
#   a_step_goes_down_the_slope_of_the_loss


def slopes(layer, state, states, target):
    W, U, v = layer
    hidden = np.tanh(W @ state + states @ U.T)
    powers = np.exp(hidden @ v)
    weights = powers / powers.sum()
    context = weights @ states
    rest = context - target
    by_score = weights * ((states - context) @ rest)
    inside = by_score[:, None] * v
    return rest @ rest / 2, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden
