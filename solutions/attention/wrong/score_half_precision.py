"""Computes in half precision.

How many digits does your number type keep?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states.astype(np.float16) @ decoder_state.astype(np.float16)
