"""Bends both parts by tanh before they are added.

Is tanh(1) + tanh(1) the same as tanh(2)?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return (np.tanh(W @ decoder_state) + np.tanh(encoder_states @ U.T)) @ v
