"""Takes the annotation for the annotation less the context in the slope.

What happens to the other words' weights when one score goes up?
"""
# caught by: a_sentence_alone_goes_down_its_slope, a_step_goes_down_the_slope_of_the_loss


def slopes(layer, state, states, target):
    W, U, v = layer
    hidden = np.tanh(W @ state + states @ U.T)
    powers = np.exp(hidden @ v)
    weights = powers / powers.sum()
    context = weights @ states
    rest = context - target
    by_score = weights * (states @ rest)
    inside = by_score[:, None] * v * (1 - hidden**2)
    return rest @ rest / 2, np.outer(inside.sum(axis=0), state), inside.T @ states, by_score @ hidden
