"""Turns rows and columns of by_W round.

Which number of W is multiplied by which number of the decoder state?
"""
# caught by: every_number_has_its_slope, slopes_by_hand, by_w_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return hidden, np.outer(decoder_state, v * (1 - hidden**2))
