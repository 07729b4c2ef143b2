"""Multiplies the transposed states.

Why does this run when there are as many words as features, and only then?
"""
# caught by: the_context_has_the_size_of_one_state, the_context_follows_the_weights,
#   all_the_weight_picks_one_state, context_vector_leaves_its_inputs_alone, context_vector_repeats_itself,
#   the_context_is_the_weighted_sum, attend_returns_context_and_weights, attention_follows_the_decoder_state,
#   attend_puts_your_parts_together, attend_leaves_its_inputs_alone, attend_repeats_itself,
#   attend_scores_weighs_and_blends, attention_is_right, one_row_per_output_word, one_step_per_output_word,
#   decode_leaves_its_inputs_alone, decode_looks_steps_and_keeps


def context_vector(weights, encoder_states):
    return encoder_states @ weights
