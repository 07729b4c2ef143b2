"""Multiplies by v in the derivative by v.

What is the derivative of 3 v by v?
"""
# caught by: slopes_by_hand, by_v_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return v * hidden, np.outer(v * (1 - hidden**2), decoder_state)
