"""Measures nearness by the negated distance.

Two words point the same way as the decoder state, one is twice as long. Which should score higher?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return -np.linalg.norm(encoder_states - decoder_state, axis=1)
