"""Adds the states instead of multiplying them.

This is on the way to the next lesson's score. What does a dot product do with each pair of features?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.tanh(encoder_states + decoder_state).sum(axis=1)
