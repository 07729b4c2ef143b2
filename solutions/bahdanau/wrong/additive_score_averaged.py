"""Divides by the size of the layer between.

Work out one score by hand, with two numbers in v. Is anything divided?
"""
# caught by: score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(W @ decoder_state + encoder_states @ U.T) @ v / len(v)
