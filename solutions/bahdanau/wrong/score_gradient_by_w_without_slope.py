"""Forgets the slope of tanh in the derivative by W.

What do you pass on the way from W to the score?
"""
# caught by: slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(v, decoder_state)
