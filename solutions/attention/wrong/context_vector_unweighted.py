"""Adds the states without their weights.

All the weight lies on one word. Why are the other words in your context?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    return encoder_states.sum(axis=0)
