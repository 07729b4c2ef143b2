"""Lets the last encoder state ask.

Who looks back at the sentence: the encoder, or the decoder?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(score(encoder_states[-1], encoder_states))
    return context_vector(weights, encoder_states), weights
