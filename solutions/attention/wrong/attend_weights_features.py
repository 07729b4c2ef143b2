"""Weighs the features instead of the words.

You have d weights. How many words have you?
"""
# caught by: attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(encoder_states.T.mean(axis=1) * decoder_state)
    return weights * encoder_states.mean(axis=0), weights
