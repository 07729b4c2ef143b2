"""Looks at the first three words only.

Practice question: does attention use all encoder states?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = np.zeros(len(encoder_states))
    weights[:3] = softmax(score(decoder_state, encoder_states[:3]))
    return context_vector(weights, encoder_states), weights
