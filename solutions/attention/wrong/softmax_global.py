"""Uses a variable of another cell.

Restart the kernel and run only this cell. Which name is missing?
"""
# caught by: one_weight_per_score, weights_follow_the_scores, softmax_leaves_its_input_alone,
#   softmax_repeats_itself, weights_are_exponentials_over_their_total, attend_returns_context_and_weights,
#   attention_follows_the_decoder_state, attend_puts_your_parts_together, attend_leaves_its_inputs_alone,
#   attend_repeats_itself, attend_scores_weighs_and_blends, attention_is_right, one_row_per_output_word,
#   one_step_per_output_word, decode_leaves_its_inputs_alone, decode_looks_steps_and_keeps


def softmax(scores):
    exponentials = np.exp(my_scores - np.max(my_scores))
    return exponentials / exponentials.sum()
