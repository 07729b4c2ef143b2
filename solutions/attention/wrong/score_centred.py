"""Subtracts the mean state first.

You change one word. Why do the scores of all the others move?
"""
# caught by: one_word_is_scored_too, as_many_words_as_features_are_scored, score_is_the_dot_product,
#   each_word_has_its_own_score


def score(decoder_state, encoder_states):
    return (encoder_states - encoder_states.mean(axis=0)) @ decoder_state
