"""Returns only the largest weight.

How many words are waiting for a weight?
"""
# caught by: one_weight_per_score, weights_share_out_one,
#   a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   one_word_gets_all_the_weight, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials.max() / exponentials.sum()
