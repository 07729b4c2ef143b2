"""Goes on adding where the last call stopped.

Call it twice. What is in your total when the second call begins?
"""
# caught by: all_the_weight_picks_one_state, one_word_is_its_own_context, one_feature_is_blended_too,
#   context_vector_repeats_itself, the_context_lies_between_the_states, the_context_is_the_weighted_sum,
#   blends_add_up, attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   attend_takes_whole_numbers, attend_repeats_itself, attend_scores_weighs_and_blends, attention_is_right,
#   large_states_are_no_trouble, each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step,
#   the_outputs_are_what_step_gave, a_dozen_words_begin_as_two_do, an_output_may_be_a_single_number,
#   decode_looks_steps_and_keeps


def context_vector(weights, encoder_states):
    key = encoder_states.shape[1]
    totals[key] = totals.get(key, 0.0) + weights @ encoder_states
    return totals[key]


totals = {}
