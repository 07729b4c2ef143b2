"""Rounds the weights.

With twenty equal words, what does each weight round to?
"""
# caught by: the_context_follows_the_weights, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return np.round(weights, 1) @ encoder_states
