"""Adds a small number to a total that may be smaller.

With all scores near -8, how does what you add compare with the total that it is added to?
"""
# caught by: weights_share_out_one, large_scores_keep_their_weights, a_huge_lead_takes_it_all,
#   one_word_gets_all_the_weight, only_differences_of_scores_count, weights_are_exponentials_over_their_total,
#   attention_is_right


def softmax(scores):
    exponentials = np.exp(scores)
    return exponentials / (exponentials.sum() + 1e-5)
