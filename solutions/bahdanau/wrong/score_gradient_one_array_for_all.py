"""Writes the slopes by W of each word into the same array.

Keep the slopes of one word, and ask for those of another. What do you have now?
"""
# caught by: every_number_has_its_slope
# keeps: 9 of 10, because the slopes are right until the next call


def score_gradient(decoder_state, encoder_state, W, U, v, rooms={}):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    by_W = rooms.setdefault(W.shape, np.zeros(W.shape))
    by_W[:] = np.outer(v * (1 - hidden**2), decoder_state)
    return hidden, by_W
