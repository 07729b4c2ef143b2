"""Scaled by the number of words.

A word is added to the sentence. Should the others now fit less well?
"""
# caught by: one_word_is_scored_too, as_many_words_as_features_are_scored, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state / len(encoder_states)
