"""Spreads the weights over the features.

NumPy lines up shapes from the right. Against which axis of (T, d) does it lay your (T,)?
"""
# caught by: the_context_has_the_size_of_one_state, the_context_follows_the_weights,
#   all_the_weight_picks_one_state, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return (weights * encoder_states).sum(axis=0)
