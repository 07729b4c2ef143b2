"""Takes the slope of tanh for the derivative by v.

Is v inside tanh or outside?
"""
# caught by: slopes_by_hand, by_v_is_the_slope


def score_gradient(decoder_state, encoder_state, W, U, v):
    hidden = np.tanh(W @ decoder_state + U @ encoder_state)
    return 1 - hidden**2, np.outer(v * (1 - hidden**2), decoder_state)
