"""Adds the position to the score.

Put the words in another order. Does each score stay with its word?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, scores_move_with_their_words,
#   attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state + np.arange(len(encoder_states))
