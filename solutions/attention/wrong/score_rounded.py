"""Rounds.

Rounding is for printing. Who else reads these numbers?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.round(encoder_states @ decoder_state, 1)
