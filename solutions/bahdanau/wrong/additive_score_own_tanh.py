"""Computes tanh(x) from e to the 2x in float32, which is infinite from 45 on.

Large over large: what is e to the 90 in `float32`, and what is it divided by itself?
"""
# caught by: score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    power = np.exp(np.float32(2) * (W @ decoder_state + encoder_states @ U.T).astype(np.float32))
    return (power - 1) / (power + 1) @ v
