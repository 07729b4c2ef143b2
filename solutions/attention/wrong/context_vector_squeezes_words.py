"""Squeezes the states before it multiplies.

With one word, how many axes are left of encoder_states after squeeze?
"""
# caught by: the_context_has_the_size_of_one_state, one_word_is_its_own_context,
#   the_context_is_the_weighted_sum, attend_returns_context_and_weights, one_word_gets_all_the_attention,
#   attention_is_right


def context_vector(weights, encoder_states):
    return np.squeeze(weights) @ np.squeeze(encoder_states)
