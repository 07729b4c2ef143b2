"""Moves a running average towards each state, by its share of the weight so far."""


def context_vector(weights, encoder_states):
    context, so_far = np.zeros(encoder_states.shape[1]), 0.0
    for weight, state in zip(weights, encoder_states):
        if weight > 0:
            so_far += weight
            context += (state - context) * weight / so_far
    return context
