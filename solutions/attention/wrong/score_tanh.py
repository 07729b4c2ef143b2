"""Squashes with tanh.

A score of 5 and a score of 50: what do yours become?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.tanh(encoder_states @ decoder_state)
