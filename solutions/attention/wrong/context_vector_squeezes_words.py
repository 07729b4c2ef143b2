"""Squeezes the states before it multiplies.

With one word, how many axes are left of encoder_states after squeeze?
"""
# caught by: one_word_is_its_own_context, one_word_gets_all_the_attention


def context_vector(weights, encoder_states):
    return np.squeeze(weights) @ np.squeeze(encoder_states)
