"""Takes the larger of 0 and x for tanh.

What is tanh(-1)?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.maximum(0, W @ decoder_state + encoder_states @ U.T) @ v
