"""Returns the logarithms of the weights.

Can a share of attention be negative? What did you do last?
"""
# caught by: weights_share_out_one, a_huge_lead_takes_it_all, one_word_gets_all_the_weight,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    shifted = scores - np.max(scores)
    return shifted - np.log(np.sum(np.exp(shifted)))
