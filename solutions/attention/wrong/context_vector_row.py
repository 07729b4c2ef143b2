"""Returns a row of shape (1, d).

How many brackets does your result print? How many should it?
"""
# caught by: the_context_has_the_size_of_one_state, all_the_weight_picks_one_state,
#   one_word_is_its_own_context, one_feature_is_blended_too, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, attention_is_right


def context_vector(weights, encoder_states):
    return weights[np.newaxis, :] @ encoder_states
