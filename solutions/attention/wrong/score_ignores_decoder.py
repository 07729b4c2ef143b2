"""Never looks at the decoder state.

Where does decoder_state come into your code, and what becomes of it?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states.sum(axis=1)
