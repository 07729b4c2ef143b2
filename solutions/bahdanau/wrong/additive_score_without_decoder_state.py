"""Scores the words by themselves.

Who asks? Does the answer depend on it?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(encoder_states @ U.T) @ v
