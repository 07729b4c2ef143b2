"""Gives a column.

Which shape has one number per word?
"""
# caught by: one_score_per_word, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(W @ decoder_state + encoder_states @ U.T) @ v[:, None]
