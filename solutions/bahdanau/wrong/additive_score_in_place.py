"""Writes into the caller's W.

Print W before and after your call. Which line writes into it?
"""
# caught by: one_score_per_word
# keeps: 8 of 10, because its scores are right


def additive_score(decoder_state, encoder_states, W, U, v):
    W *= decoder_state
    return np.tanh(W.sum(axis=1) + encoder_states @ U.T) @ v
