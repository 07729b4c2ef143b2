"""Takes tanh of the score, not of the sum inside.

What does v multiply in the formula, and where is tanh?
"""
# caught by: score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh((W @ decoder_state + encoder_states @ U.T) @ v)
