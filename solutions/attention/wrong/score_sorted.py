"""Sorts the scores.

After sorting, which score belongs to the first word?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return np.sort(encoder_states @ decoder_state)
