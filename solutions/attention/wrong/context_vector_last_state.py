"""Returns the last state, as a decoder without attention gets it.

Which words does your context know nothing of?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    return encoder_states[-1]
