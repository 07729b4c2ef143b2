"""Stretches the scores between the smallest and the largest.

What do three equal scores give, and what does the lowest word always get?
"""
# caught by: weights_follow_the_scores, weights_are_exponentials_over_their_total,
#   attention_follows_the_decoder_state, attend_puts_your_parts_together, attend_scores_weighs_and_blends,
#   attention_is_right


def softmax(scores):
    above = scores - np.min(scores)
    return above / np.sum(above)
