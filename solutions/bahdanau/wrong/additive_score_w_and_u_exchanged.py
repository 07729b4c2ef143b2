"""Gives W to the encoder states and U to the decoder state.

Which matrix has as many columns as the decoder state has numbers?
"""
# caught by: one_score_per_word, score_is_v_times_tanh_of_the_sum


def additive_score(decoder_state, encoder_states, W, U, v):
    return np.tanh(U @ decoder_state + encoder_states @ W.T) @ v
