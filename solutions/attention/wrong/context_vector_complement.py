"""Weights each word with what the others have.

The word with the least weight has the largest say. Why?
"""
# caught by: all_the_weight_picks_one_state, one_word_is_its_own_context, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return (1 - weights) @ encoder_states
