"""Adds noise to break ties.

Should two equal scores get different weights, and different ones tomorrow?
"""
# caught by: a_raised_score_takes_weight_from_the_others, large_scores_keep_their_weights,
#   a_huge_lead_takes_it_all, softmax_takes_whole_numbers, softmax_repeats_itself,
#   larger_scores_get_larger_weights, only_differences_of_scores_count,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    noisy = scores + 0.1 * np.random.rand(len(scores))
    exponentials = np.exp(noisy - np.max(noisy))
    return exponentials / exponentials.sum()
