"""Makes the length one, not the sum.

Which sums to one: your weights, or their squares?
"""
# caught by: weights_share_out_one, a_huge_lead_takes_it_all, weights_are_exponentials_over_their_total,
#   attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return exponentials / np.sqrt(np.sum(exponentials ** 2))
