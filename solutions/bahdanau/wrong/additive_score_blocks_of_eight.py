"""Leaves out what is left over after the last block of eight words.

Nine words have how many blocks of eight? Which score does the ninth word keep?
"""
# caught by: score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    asked, scores = W @ decoder_state, np.zeros(len(encoder_states))
    if len(encoder_states) <= 8:
        return np.tanh(asked + encoder_states @ U.T) @ v
    for start in range(0, len(encoder_states) - 7, 8):
        block = slice(start, start + 8)
        scores[block] = np.tanh(asked + encoder_states[block] @ U.T) @ v
    return scores
