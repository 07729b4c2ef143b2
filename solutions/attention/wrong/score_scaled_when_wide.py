"""Scales the scores where the states are long.

Which scores does your function divide, and does the task ask for it?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    s = encoder_states @ decoder_state
    d_k = encoder_states.shape[-1]
    if d_k > 64:
        s = s / np.sqrt(d_k)
    return s
