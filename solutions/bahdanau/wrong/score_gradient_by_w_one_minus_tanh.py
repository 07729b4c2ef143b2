"""Takes 1 - tanh for the slope of tanh.

What is tanh(-1), and can the slope of tanh be above 1?
"""
# caught by: slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(v * (1 - hidden), decoder_state)
