"""Returns sorted weights beside the right context.

Blend the states with the weights you return. Is it the context you return?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), np.sort(weights)[::-1]
