"""Gives by_W first.

In which order does the text want the two?
"""
# caught by: every_number_has_its_slope, slopes_by_hand, by_v_is_the_slope, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return np.outer(v * (1 - hidden**2), decoder_state), hidden
