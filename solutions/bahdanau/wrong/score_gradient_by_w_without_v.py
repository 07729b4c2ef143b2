"""Forgets v in the derivative by W.

By how much does the score move when number k of the layer between does?
"""
# caught by: slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(1 - hidden**2, decoder_state)
