"""Writes the slope into the caller's v.

Print v before and after your call. Which line writes into it?
"""
# caught by: every_number_has_its_slope
# keeps: 9 of 10, because its slopes are right


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    v *= 1 - hidden**2
    return hidden, np.outer(v, decoder_state)
