"""Adds up over all words.

How many words are there, and how many scores?
"""
# caught by: one_score_per_word, score_is_v_times_tanh_of_the_sum, the_gap_between_words_follows_the_decoder_state


def additive_score(decoder_state, encoder_states, W, U, v):
    return (np.tanh(W @ decoder_state + encoder_states @ U.T) @ v).sum()
