"""Multiplies the sums.

Try a decoder state of [1, 0]. Which feature of a word should count, and which does?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states.sum(axis=1) * decoder_state.sum()
