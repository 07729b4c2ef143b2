"""Brings both states to length one before it compares them.

What is lost of a state when only its direction counts? Does the task ask for that step?
"""
# caught by: attend_puts_your_parts_together, as_many_words_as_features_are_attended_to,
#   attend_takes_whole_numbers, attend_scores_weighs_and_blends, attention_is_right, every_word_matters,
#   large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    direction = decoder_state / np.linalg.norm(decoder_state)
    directions = encoder_states / np.linalg.norm(encoder_states, axis=1, keepdims=True)
    weights = softmax(score(direction, directions))
    return context_vector(weights, encoder_states), weights
