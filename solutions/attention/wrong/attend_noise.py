"""Leaves the noise of training switched on.

Ask twice. What in your function is left to chance?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention, attend_takes_whole_numbers,
#   attend_repeats_itself, attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble,
#   each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step, the_outputs_are_what_step_gave,
#   a_dozen_words_begin_as_two_do, an_output_may_be_a_single_number, decode_looks_steps_and_keeps


def attend(decoder_state, encoder_states):
    noise = np.random.uniform(0.5, 1.5, size=len(encoder_states))
    weights = softmax(score(decoder_state, encoder_states)) * noise
    return context_vector(weights, encoder_states), weights
