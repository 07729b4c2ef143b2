"""Attends to all words alike.

What do your weights do when the decoder asks for something else?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = np.ones(len(encoder_states)) / len(encoder_states)
    return context_vector(weights, encoder_states), weights
