"""Applies softmax to the weights once more.

A word has the weight 0. How did it get into the context?
"""
# caught by: all_the_weight_picks_one_state, the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return softmax(weights) @ encoder_states
