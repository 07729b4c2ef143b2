"""Shifts above the line but not below.

Which numbers stand above the fraction line, and which below? Were both treated alike?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others,
#   large_scores_keep_their_weights, a_huge_lead_takes_it_all, one_word_gets_all_the_weight,
#   only_differences_of_scores_count, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    return np.exp(scores - np.max(scores)) / np.sum(np.exp(scores))
