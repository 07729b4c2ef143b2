"""Gives the sum inside tanh for the derivative by v.

What does v multiply: x, or tanh(x)?
"""
# caught by: slopes_by_hand, by_v_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return W @ decoder_state + U @ encoder_state, np.outer(v * (1 - hidden**2), decoder_state)
