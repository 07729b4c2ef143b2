"""Returns a column.

Compare the shape of your result with (T,). How many brackets does it print?
"""
# caught by: one_score_per_word, one_word_is_scored_too, score_is_the_dot_product,
#   attend_returns_context_and_weights, attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_leaves_its_inputs_alone, attend_repeats_itself, attend_scores_weighs_and_blends,
#   attention_is_right, one_row_per_output_word, one_step_per_output_word, decode_leaves_its_inputs_alone,
#   decode_looks_steps_and_keeps


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state[:, np.newaxis]
