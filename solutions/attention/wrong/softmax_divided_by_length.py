"""Divides by the number of words.

Is the total you divide by a count of words, or a sum?
"""
# caught by: weights_share_out_one, a_raised_score_takes_weight_from_the_others, a_huge_lead_takes_it_all,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials / len(scores)
