"""Takes the exponential already.

Which of the coming steps is there to make things positive?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.exp(encoder_states @ decoder_state)
