"""Pairs the weights with the words in reverse.

Put all the weight on the first word. Whose state comes back?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    return weights[::-1] @ encoder_states
