"""Uses a variable of another cell.

Restart the kernel and run only this cell. Which name is missing?
"""
# caught by: one_weight_per_score, weights_follow_the_scores, softmax_leaves_its_input_alone,
#   weights_are_exponentials_over_their_total, attention_is_right


def softmax(scores):
    exponentials = np.exp(my_scores - np.max(my_scores))
    return exponentials / exponentials.sum()
