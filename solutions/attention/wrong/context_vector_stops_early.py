"""Stops once nearly all the weight is given.

A word has the weight 0.0005. Is its state part of your context?
"""
# caught by: the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    context, given = np.zeros(encoder_states.shape[1]), 0.0
    for weight, state in zip(weights, encoder_states, strict=True):
        context += weight * state
        given += weight
        if given > 0.999:
            break
    return context
