"""Returns only the largest weight.

How many words are waiting for a weight?
"""
# caught by: one_weight_per_score, weights_follow_the_scores, weights_are_exponentials_over_their_total,
#   attend_returns_context_and_weights, attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_leaves_its_inputs_alone, attend_repeats_itself, attend_scores_weighs_and_blends,
#   attention_is_right, one_row_per_output_word, one_step_per_output_word, decode_leaves_its_inputs_alone,
#   decode_looks_steps_and_keeps


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials.max() / exponentials.sum()
