"""Squashes with a sigmoid.

What does a score below zero look like after your last step?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return 1 / (1 + np.exp(-(encoder_states @ decoder_state)))
