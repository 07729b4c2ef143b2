"""Weights the states but does not add them up.

You have one weighted state for each word. How do they become one vector?
"""
# caught by: the_context_has_the_size_of_one_state, all_the_weight_picks_one_state,
#   one_word_is_its_own_context, one_feature_is_blended_too, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return weights.reshape(-1, 1) * encoder_states
