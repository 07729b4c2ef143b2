"""Measures the distance.

What is the distance between two equal vectors, and what should their score be?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.sqrt(((encoder_states - decoder_state) ** 2).sum(axis=1))
