"""Lets the mean encoder state ask.

Where does the decoder state come in?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(score(encoder_states.mean(axis=0), encoder_states))
    return context_vector(weights, encoder_states), weights
