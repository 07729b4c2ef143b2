"""Gives by_W first.

In which order does the text want the two?
"""
# caught by: every_number_has_its_slope, slopes_by_hand
# keeps: 7 of 10, because both are right, and only exchanged


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return np.outer(v * (1 - hidden**2), decoder_state), hidden
