"""Sorts the scores.

After sorting, which score belongs to the first word?
"""
# caught by: the_matching_word_scores_highest, one_word_is_scored_too, as_many_words_as_features_are_scored,
#   score_is_the_dot_product, scores_move_with_their_words, each_word_has_its_own_score, attention_is_right


def score(decoder_state, encoder_states):
    return np.sort(encoder_states @ decoder_state)
