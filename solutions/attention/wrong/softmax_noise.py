"""Adds noise to break ties.

Should two equal scores get different weights, and different ones tomorrow?
"""
# caught by: a_raised_score_takes_weight_from_the_others, large_scores_keep_their_weights,
#   softmax_takes_whole_numbers, softmax_repeats_itself, larger_scores_get_larger_weights,
#   only_differences_of_scores_count, weights_are_exponentials_over_their_total,
#   attend_puts_your_parts_together, attend_takes_whole_numbers, attend_repeats_itself,
#   attend_scores_weighs_and_blends, attention_is_right, large_states_are_no_trouble,
#   each_step_is_given_a_new_context, each_row_keeps_the_weights_of_its_step, the_outputs_are_what_step_gave,
#   a_dozen_words_begin_as_two_do, an_output_may_be_a_single_number, decode_takes_whole_numbers,
#   decode_looks_steps_and_keeps


def softmax(scores):
    noisy = scores + 0.1 * np.random.rand(len(scores))
    exponentials = np.exp(noisy - np.max(noisy))
    return exponentials / exponentials.sum()
