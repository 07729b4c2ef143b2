"""Divides absolute values by their sum.

Which should get more attention, a score of -5 or a score of 2?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total,
#   attention_follows_the_decoder_state, attend_puts_your_parts_together, attend_scores_weighs_and_blends,
#   attention_is_right


def softmax(scores):
    return np.abs(scores) / np.sum(np.abs(scores))
