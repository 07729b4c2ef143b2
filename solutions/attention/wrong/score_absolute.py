"""Drops the sign.

A word points exactly against the decoder state. Which sign has the sum of its products?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return abs(encoder_states @ decoder_state)
