"""Prefers later words.

Put the words in another order. Do the weights move with them?
"""
# caught by: attend_puts_your_parts_together, as_many_words_as_features_are_attended_to,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states) + 0.5 * np.arange(len(encoder_states))
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights
