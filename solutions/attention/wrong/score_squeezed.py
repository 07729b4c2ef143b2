"""Gives a bare number, not an array with one number in it, for a single word.

How many axes has your result when the sentence has one word?
"""
# caught by: one_word_is_scored_too
# keeps: 9.5 of 10, because only the shape for a single word is wrong


def score(decoder_state, encoder_states):
    return np.squeeze(encoder_states @ decoder_state.reshape(-1, 1))
