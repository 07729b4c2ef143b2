"""Goes on to weights.

What adds up to one: the scores, or what is made of them later?
"""
# caught by: score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.exp(np.tanh(W @ decoder_state + encoder_states @ U.T) @ v) / np.exp(np.tanh(W @ decoder_state + encoder_states @ U.T) @ v).sum()
