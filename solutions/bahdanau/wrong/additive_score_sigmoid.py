"""Takes the logistic function for tanh.

What is tanh(0), and what is your function at 0?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return (1 / (1 + np.exp(-W @ decoder_state - encoder_states @ U.T))) @ v
