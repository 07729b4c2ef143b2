"""Keeps its first weights for sentences of the same size.

Ask again with another decoder state. Where do the weights come from?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right

seen = {}


def attend(decoder_state, encoder_states):
    if encoder_states.shape not in seen:
        seen[encoder_states.shape] = softmax(score(decoder_state, encoder_states))
    weights = seen[encoder_states.shape]
    return context_vector(weights, encoder_states), weights
