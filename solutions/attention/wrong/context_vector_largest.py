"""Takes the largest weighted number of each column.

Two words each have a share in a column. What becomes of the smaller one?
"""
# caught by: the_context_follows_the_weights, all_the_weight_picks_one_state, the_context_is_the_weighted_sum,
#   attention_is_right


def context_vector(weights, encoder_states):
    return np.max(weights[:, None] * encoder_states, axis=0)
