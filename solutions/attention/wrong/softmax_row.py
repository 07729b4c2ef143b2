"""Returns a row of shape (1, T).

How many brackets does your result print? How many should it?
"""
# caught by: one_weight_per_score, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   one_word_gets_all_the_weight, larger_scores_get_larger_weights, weights_are_exponentials_over_their_total,
#   attention_is_right


def softmax(scores):
    scores = np.atleast_2d(scores)
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
