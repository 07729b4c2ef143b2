"""Leaves the noise of training switched on.

Ask twice. What in your function is left to chance?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   as_many_words_as_features_are_attended_to, attend_takes_whole_numbers, attend_repeats_itself,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    noise = np.random.uniform(0.5, 1.5, size=len(encoder_states))
    weights = softmax(score(decoder_state, encoder_states)) * noise
    return context_vector(weights, encoder_states), weights
