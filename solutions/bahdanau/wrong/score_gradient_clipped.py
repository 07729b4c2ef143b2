"""Cuts off what is above 10 or below -10.

The slope may be any number. Which line of yours sets a limit?
"""
# caught by: slopes_by_hand
# keeps: 8 of 10, because most slopes are not as large


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    by_W = np.outer(v * (1 - hidden**2), decoder_state)
    return np.clip(hidden, -10, 10), np.clip(by_W, -10, 10)
