"""Drops the sign.

A word points exactly against the decoder state. Should it get attention, or be avoided?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return abs(encoder_states @ decoder_state)
