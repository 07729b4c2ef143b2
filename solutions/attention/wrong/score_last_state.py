"""Gives every word the score of the last one.

All words tie. Whose state went into each score?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return np.repeat(encoder_states[-1] @ decoder_state, len(encoder_states))
