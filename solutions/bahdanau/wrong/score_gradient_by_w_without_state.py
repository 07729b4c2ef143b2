"""Forgets the decoder state in the derivative by W.

What is W multiplied by?
"""
# caught by: slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(v * (1 - hidden**2), np.ones_like(decoder_state))
