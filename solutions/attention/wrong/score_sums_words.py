"""Adds up over the words instead of the features.

With 3 words and 2 features, which of the two numbers should be the length of your result?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return (encoder_states * decoder_state).sum(axis=0)
