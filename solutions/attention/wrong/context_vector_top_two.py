"""Looks at the two best words only.

Practice question: does attention use all encoder states?
"""
# caught by: the_context_follows_the_weights, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    best = np.argsort(weights)[-2:]
    return weights[best] @ encoder_states[best] / weights[best].sum()
