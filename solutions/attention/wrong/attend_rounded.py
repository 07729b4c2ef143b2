"""Blends with rounded weights.

Blend the states with the weights you return. Is it the context you return?
"""
# caught by: attend_puts_your_parts_together, as_many_words_as_features_are_attended_to,
#   attend_scores_weighs_and_blends, attention_is_right, every_word_matters, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(np.round(weights, 1), encoder_states), weights
