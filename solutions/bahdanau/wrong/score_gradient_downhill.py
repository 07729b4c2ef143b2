"""Gives both with the wrong sign.

v is 1 and goes up to 1.1. Does the score go up with tanh(x) or down?
"""
# caught by: slopes_by_hand, by_v_is_the_slope, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return -hidden, -np.outer(v * (1 - hidden**2), decoder_state)
