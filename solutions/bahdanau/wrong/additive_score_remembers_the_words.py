"""Keeps the scores by decoder state and words, and forgets that W, U and v may be others.

Call it twice with the same words, and another v the second time. What comes back?
"""
# caught by: score_is_v_times_tanh_of_the_sum

KNOWN = {}


def additive_score(decoder_state, encoder_states, W, U, v):
    question = decoder_state.tobytes(), encoder_states.tobytes()
    if question not in KNOWN:
        KNOWN[question] = np.tanh(W @ decoder_state + encoder_states @ U.T) @ v
    return KNOWN[question]
