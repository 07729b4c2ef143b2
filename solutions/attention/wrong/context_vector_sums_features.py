"""Adds up over the features instead of the words.

The context should have as many numbers as one state. How many has yours?
"""
# caught by: the_context_has_the_size_of_one_state, all_the_weight_picks_one_state,
#   one_word_is_its_own_context, one_feature_is_blended_too, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return np.sum(weights[:, None] * encoder_states, axis=1)
