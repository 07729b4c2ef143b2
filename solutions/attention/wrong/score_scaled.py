"""Scaled by the root of d, as in a Transformer.

A good idea, from a later lesson. Which score does this task ask for?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state / np.sqrt(len(decoder_state))
