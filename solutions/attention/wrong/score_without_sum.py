"""Multiplies but never adds up.

What is still missing between these products and one number per word?
"""
# caught by: one_score_per_word, the_matching_word_scores_highest, one_word_is_scored_too,
#   score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states * decoder_state
