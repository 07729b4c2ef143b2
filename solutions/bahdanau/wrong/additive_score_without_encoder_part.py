"""Adds the decoder state's part to that of the first word only once.

Whose annotation is in the score of the last word?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(W @ decoder_state + np.repeat(encoder_states[:1] @ U.T, len(encoder_states), axis=0)) @ v
