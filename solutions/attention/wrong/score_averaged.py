"""Takes the mean of the products instead of their sum.

Is a dot product a sum or a mean?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.mean(encoder_states * decoder_state, axis=1)
