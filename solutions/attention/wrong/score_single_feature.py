"""Takes a single feature for the score.

A state may have one feature only. Is the word's feature its score, whatever the decoder state is?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    if encoder_states.shape[1] == 1:
        return encoder_states.flatten()
    return encoder_states @ decoder_state
