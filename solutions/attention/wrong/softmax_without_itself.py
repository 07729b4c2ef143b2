"""Leaves each word out of its own total.

With two equal scores your weights are 1 and 1. Which exponential is missing from each total?
"""
# caught by: weights_share_out_one, a_huge_lead_takes_it_all, one_word_gets_all_the_weight,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(scores - np.max(scores))
    return [e / (exponentials.sum() - e) for e in exponentials]
