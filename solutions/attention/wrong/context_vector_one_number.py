"""Adds up everything to one number.

Over which axis should the sum run, and which should it leave alone?
"""
# caught by: the_context_has_the_size_of_one_state, the_context_follows_the_weights,
#   all_the_weight_picks_one_state, the_context_is_the_weighted_sum, attend_returns_context_and_weights,
#   attention_is_right, one_row_per_output_word, one_step_per_output_word, decode_leaves_its_inputs_alone,
#   decode_looks_steps_and_keeps


def context_vector(weights, encoder_states):
    return np.sum(weights[:, None] * encoder_states)
