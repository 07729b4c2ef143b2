"""Looks again with the context as the decoder state.

How often should attend look back before it returns, and who asks?
"""
# caught by: attend_puts_your_parts_together, as_many_words_as_features_are_attended_to,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    context = decoder_state
    for _ in range(2):
        weights = softmax(score(context, encoder_states))
        context = context_vector(weights, encoder_states)
    return context, weights
