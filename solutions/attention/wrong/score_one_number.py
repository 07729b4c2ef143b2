"""Adds up everything to one number.

How would softmax know the words apart, if all it gets is one number?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_is_the_dot_product, attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_leaves_its_inputs_alone, attend_repeats_itself,
#   attend_scores_weighs_and_blends, attention_is_right, one_row_per_output_word, one_step_per_output_word,
#   decode_leaves_its_inputs_alone, decode_looks_steps_and_keeps


def score(decoder_state, encoder_states):
    return np.sum(encoder_states * decoder_state)
