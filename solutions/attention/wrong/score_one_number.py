"""Adds up everything to one number.

How would softmax know the words apart, if all it gets is one number?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.sum(encoder_states * decoder_state)
