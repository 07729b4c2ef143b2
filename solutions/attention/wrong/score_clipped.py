"""Clips the features.

Double a feature of 10. Does the score of that word notice?
"""
# caught by: score_is_the_dot_product


def score(decoder_state, encoder_states):
    return np.clip(encoder_states, -8, 8) @ decoder_state
