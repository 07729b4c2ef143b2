"""Averages the positions of the words.

You blended 0, 1, 2. What should have been blended?
"""
# caught by: all_the_weight_picks_one_state, one_word_is_its_own_context, the_context_lies_between_the_states,
#   the_context_is_the_weighted_sum, blends_add_up, attention_is_right


def context_vector(weights, encoder_states):
    return np.full(encoder_states.shape[1], weights @ np.arange(len(weights)))
