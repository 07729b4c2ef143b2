"""Leaves tanh out.

Ask with two decoder states. By how much does the gap between two words' scores change?
"""
# caught by: the_gap_between_words_follows_the_decoder_state, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return (W @ decoder_state + encoder_states @ U.T) @ v
