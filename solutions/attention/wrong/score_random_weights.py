"""Draws random weights at each call.

Ask twice. Why do the scores differ?
"""
# caught by: the_matching_word_scores_highest, one_word_is_scored_too, score_repeats_itself,
#   score_is_the_dot_product, scores_move_with_their_words, each_word_has_its_own_score,
#   attend_puts_your_parts_together, attend_takes_whole_numbers, attend_repeats_itself,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble,
#   each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step, the_outputs_are_what_step_gave,
#   a_dozen_words_begin_as_two_do, an_output_may_be_a_single_number, decode_looks_steps_and_keeps


def score(decoder_state, encoder_states):
    mixing = np.random.randn(len(decoder_state), len(decoder_state))
    return encoder_states @ mixing @ decoder_state
