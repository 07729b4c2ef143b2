"""Gives the weights in order of size, not of the words.

The numbers are right, but whose are they? Which line changes their order?
"""
# caught by: a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   larger_scores_get_larger_weights, weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(np.sort(scores)[::-1] - np.max(scores))
    return exponentials / exponentials.sum()
