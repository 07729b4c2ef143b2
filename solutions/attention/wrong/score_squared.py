"""Squares.

What does your score make of the exact opposite of the decoder state?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return (encoder_states @ decoder_state) ** 2
