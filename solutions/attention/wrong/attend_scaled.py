"""Scales the scores, unlike your score.

Do attend and your score agree about how well a word fits?
"""
# caught by: attend_puts_your_parts_together, as_many_words_as_features_are_attended_to,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states) / np.sqrt(len(decoder_state)))
    return context_vector(weights, encoder_states), weights
