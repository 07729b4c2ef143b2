"""Puts x, not tanh(x), into 1 - tanh².

Of which number is the square taken?
"""
# caught by: slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(v * (1 - (W @ decoder_state + U @ encoder_state) ** 2), decoder_state)
