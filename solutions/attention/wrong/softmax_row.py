"""Returns a row of shape (1, T).

How many brackets does your result print? How many should it?
"""
# caught by: one_weight_per_score, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   one_word_gets_all_the_weight, larger_scores_get_larger_weights, weights_are_exponentials_over_their_total,
#   attend_returns_context_and_weights, attention_follows_the_decoder_state, attention_is_right,
#   one_row_per_output_word, one_step_per_output_word, decode_leaves_its_inputs_alone,
#   decode_looks_steps_and_keeps


def softmax(scores):
    scores = np.atleast_2d(scores)
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
