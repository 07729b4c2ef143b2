"""Drops small weights.

Ten words share the attention equally. What is your context?
"""
# caught by: the_context_follows_the_weights, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return np.where(weights < 0.1, 0, weights) @ encoder_states
